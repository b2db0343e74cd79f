"""Whom the load needs on a server: agents who may listen, customers who may write, each with somebody to answer him."""

import itertools
import time
from dataclasses import dataclass
from typing import Any

import httpx
from benchmarks.load.clients import Broken

AGENTS = 10
CUSTOMERS = 32
TRIES = 100  # agents are there for routing soon after they are there
RETRY_S = 0.01
PASSWORD = "correct-horse-battery-staple"
DEMO = {"email": "admin@example.com", "password": "openline-demo"}


@dataclass(slots=True)
class Stage:
    """Request headers of agents' sockets and of customers' posts."""

    address: str
    ears: list[str]
    mouths: list[str]


def bare(address: str) -> Stage:
    """The floor knows nobody, so anybody will do; a token of the usual length keeps the requests alike."""
    token = f"Authorization: Bearer {'x' * 80}\r\n"
    return Stage(address, ears=[token] * AGENTS, mouths=[token] * CUSTOMERS)


class Theatre:
    """A channel with ten agents and their customers, made through the public API of a demo server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._url = f"http://{address}"
        self._agents: list[httpx.Client] = []

    def hire(self) -> list[str]:
        """Agents in a queue of their own; the headers of their sockets."""
        admin = self._enter("/api/v1/login", DEMO)
        people = [self._hire(admin, number) for number in range(AGENTS)]
        channel = _ask(admin, "POST", "/api/v1/channels", {"name": "Load"})
        _ask(admin, "PATCH", f"/api/v1/channels/{channel['id']}/settings", {"auto.welcome": False})
        new = {"channel_id": channel["id"], "connector": "webchat", "name": "Load"}
        self._key = _ask(admin, "POST", "/api/v1/connections", new)["key"]
        members = [{"kind": "user", "id": person} for person in people]
        _ask(admin, "PUT", f"/api/v1/channels/{channel['id']}/queue", {"members": members})
        return [f"Cookie: {_cookies(agent)}\r\nOrigin: {self._url}\r\n" for agent in self._agents]

    def _hire(self, admin: httpx.Client, number: int) -> str:
        new = {"name": f"Agent {number}", "email": f"agent{number}@example.com", "role": "agent"}
        person = _ask(admin, "POST", "/api/v1/people", new)
        token = person["invite_url"].rpartition("/")[2].rpartition("=")[2]
        self._agents.append(self._enter(f"/api/v1/links/{token}", {"password": PASSWORD}))
        return str(person["id"])

    def _enter(self, path: str, body: Any) -> httpx.Client:
        client = httpx.Client(base_url=self._url, trust_env=False, timeout=30)
        me = _ask(client, "POST", path, body)
        client.headers["x-csrftoken"] = me["csrf_token"]
        return client

    def seat(self) -> list[str]:
        """Customers whose sessions are accepted; agents must be listening. The headers of the customers' posts."""
        mouths = [self._customer() for _ in range(CUSTOMERS)]
        accepted = 0
        for agent in itertools.islice(itertools.cycle(self._agents), AGENTS * TRIES):
            offered = _ask(agent, "GET", "/api/v1/conversations?view=new&limit=200")["items"]
            for conversation in offered:
                _ask(agent, "POST", f"/api/v1/sessions/{conversation['session']['id']}/accept")
            accepted += len(offered)
            if accepted == CUSTOMERS:
                return mouths
            time.sleep(0 if offered else RETRY_S)
        raise Broken(f"{accepted} of {CUSTOMERS} sessions were offered to somebody")

    def _customer(self) -> str:
        with httpx.Client(base_url=self._url, trust_env=False, timeout=30) as client:
            token = _ask(client, "POST", f"/widget/v1/{self._key}/visitors", {"locale": "en"})["token"]
            client.headers["authorization"] = f"Bearer {token}"
            _ask(client, "POST", "/widget/v1/messages", {"client_id": "hello", "text": "Hello!"})
        return f"Authorization: Bearer {token}\r\n"


def _ask(client: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    answer = client.request(method, path, json=body)
    if answer.is_error:
        raise Broken(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer.json() if answer.content else None


def _cookies(client: httpx.Client) -> str:
    return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
