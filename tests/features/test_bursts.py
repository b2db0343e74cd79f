"""A crowd at the door, over the public API: however many act at once, nobody has too much, nothing has two owners."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from openline.kit.clock import MINUTE
from openline.kit.ids import parse_id
from openline.store import Logged, View, log
from openline.store.deadlines import DUE
from tests.simulation import checks
from tests.support.product import Desk, Product, WidgetClient

CUSTOMERS, AGENTS, AT_ONCE = 200, 10, 40
PASSWORD = "openline-of-a-crowd"
CALM = {"queue.slot_rule": "closed",
        "queue.check_available": False}  # fmt: skip


class Crowd:
    """Ten agents and two hundred customers of the example's channel."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self._room = asyncio.Semaphore(AT_ONCE)

    async def gather(self, **settings: object) -> "Crowd":
        self.admin = await self.product.login("admin")
        (channel,) = (await self.admin.get("/channels"))["items"]
        self.channel = channel["id"]
        self.agents = list(await asyncio.gather(*[self._hire(number) for number in range(AGENTS)]))
        await self.admin.must("PATCH", f"/channels/{self.channel}/settings", CALM | settings)
        members = [{"kind": "user", "id": agent.id} for agent in self.agents]
        await self.admin.must("PUT", f"/channels/{self.channel}/queue", {"members": members})
        for session in (await self.admin.get("/sessions", phase="waiting"))["items"]:
            await self.admin.must("POST", f"/sessions/{session['id']}/stop")
        for session in (await self.admin.get("/sessions", phase="offered"))["items"]:
            await self.admin.must("POST", f"/sessions/{session['id']}/stop")
        return self

    async def _hire(self, number: int) -> Desk:
        new = {"name": f"Agent {number}", "email": f"agent{number}@example.com", "role": "agent"}
        link = (await self.admin.must("POST", "/people", new))["invite_url"].rpartition("/")[2]
        client = self.product.client()
        entered = await client.post(f"/api/v1/links/{link}", json={"password": PASSWORD, "name": new["name"]})
        return Desk(client, entered.json())

    async def ask_for_skills(self) -> None:
        """What only every other agent has."""
        for agent in self.agents[::2]:
            await self.admin.must("PUT", f"/people/{agent.id}/skills", {"skills": {"orders": 3}})
        asked = {"queue.skills": {"orders": 2}, "queue.skills_relax_after": 0}
        await self.admin.must("PATCH", f"/channels/{self.channel}/settings", asked)

    async def customers(self, count: int = CUSTOMERS) -> list[WidgetClient]:
        """All write at once."""

        async def one(number: int) -> WidgetClient:
            async with self._room:
                customer = await self.product.widget()
                await customer.write(f"customer {number}")
                return customer

        return list(await asyncio.gather(*[one(number) for number in range(count)]))

    async def serve(self, agent: Desk, *, to_all: bool) -> int:
        """He takes whatever he is offered, all of it at once, answers and finishes it; how many he got."""
        found = (await agent.get("/sessions", phase="offered", limit=50))["items"]
        answers = await asyncio.gather(*[self.call(agent, f"/sessions/{one['id']}/accept") for one in found])
        refused = {"offer_gone", "no_free_slot", "session_not_found"} if to_all else set()
        assert {answer.json()["code"] for answer in answers if answer.is_error} <= refused
        mine = [answer.json() for answer in answers if answer.is_success]
        await asyncio.gather(*[self._answer(agent, session) for session in mine])
        return len(mine)

    async def _answer(self, agent: Desk, session: dict[str, Any]) -> None:
        said = await self.call(agent, f"/conversations/{session['conversation_id']}/messages", {"text": "Here I am"})
        assert said.status_code == 201, said.text
        assert (await self.call(agent, f"/sessions/{session['id']}/finish")).status_code == 200

    async def call(self, desk: Desk, path: str, body: Any = None) -> httpx.Response:
        async with self._room:
            return await desk.call("POST", path, body)

    async def facts(self) -> list[Logged]:
        """The whole log."""
        found: list[Logged] = []
        while page := await self.product.application.base.store.read(_facts, found[-1].seq if found else 0):
            found += page
        return found

    async def sound(self) -> None:
        """What must always be true is true now, and the log tells the same story again."""
        read, channel_id = self.product.application.base.store.read, parse_id(self.channel)
        assert await read(checks.of_now, [channel_id]) == []
        assert await read(checks.replayed, channel_id, transitions=True) == []


async def _facts(view: View, since: int) -> list[Logged]:
    return await view.list(log.AFTER, account_id=1, since=since, limit=1_000)


def most_at_once(facts: list[Logged]) -> int:
    """The most that lay on one desk at one moment, offers included: told by the log alone."""
    desks: dict[int, set[int]] = {}
    most = 0
    for logged in facts:
        fact = logged.fact
        if fact.kind in {"session.offered", "session.accepted"} and fact.person_id is not None:
            desks.setdefault(fact.person_id, set()).add(fact.session_id or 0)
        elif fact.kind in {"offer.ended", "session.closed", "session.returned"}:
            if fact.kind == "offer.ended" and getattr(fact, "outcome", "") == "accepted":
                continue
            for desk in desks.values():
                desk.discard(fact.session_id or 0)
        most = max(most, *(len(desk) for desk in desks.values()), 0)
    return most


@pytest.mark.parametrize(
    ("mode", "limit"),
    [("evenly", 1), ("evenly", 5), ("evenly", 20), ("strictly", 5), ("least_busy", 5), ("skills", 5), ("all", 20)],
)
async def test_a_burst_is_served_without_overload_or_two_owners(product: Product, mode: str, limit: int) -> None:
    crowd = await Crowd(product).gather(**{"queue.distribution": mode, "queue.max_sessions": limit})
    if mode == "skills":
        await crowd.ask_for_skills()
    before = len(await crowd.facts())
    writing = asyncio.create_task(crowd.customers())
    served, idle = 0, 0
    while served < CUSTOMERS and idle < 50:
        got = sum(await asyncio.gather(*[crowd.serve(agent, to_all=mode == "all") for agent in crowd.agents]))
        served, idle = served + got, 0 if got or not writing.done() else idle + 1
    await writing
    facts = (await crowd.facts())[before:]
    owned = Counter(logged.fact.session_id for logged in facts if logged.fact.kind == "session.accepted")
    assert len(owned) == CUSTOMERS
    assert set(owned.values()) == {1}
    assert most_at_once(facts) <= limit
    able = {int(agent.id) for agent in (crowd.agents[::2] if mode == "skills" else crowd.agents)}
    assert {logged.fact.person_id for logged in facts if logged.fact.kind == "session.accepted"} <= able
    await crowd.sound()


async def test_accept_against_transfer_against_the_end_of_the_offer(product: Product) -> None:
    """All at the same moment, in every order that the store makes of it: one owner, or one offer."""
    crowd = await Crowd(product).gather(**{"queue.distribution": "evenly", "queue.max_sessions": 5})
    await crowd.customers(40)
    offered = (await crowd.admin.get("/sessions", phase="offered", limit=50))["items"]
    assert len(offered) == 40
    by_id = {agent.id: agent for agent in crowd.agents}
    product.clock.advance(MINUTE)  # every offer is over by now, and the loop of deadlines is at it
    target = crowd.agents[0].id

    async def race(session: dict[str, Any]) -> list[int]:
        path = f"/sessions/{session['id']}"
        answers = await asyncio.gather(
            crowd.call(by_id[session["offer"]["agent_id"]], f"{path}/accept"),
            crowd.call(crowd.admin, f"{path}/transfer", {"to": {"kind": "user", "id": target}}),
            crowd.call(by_id[session["offer"]["agent_id"]], f"{path}/skip"),
        )
        assert all(answer.status_code in {200, 404, 409} for answer in answers), [
            answer.text[-300:] for answer in answers
        ]
        return [answer.status_code for answer in answers]

    outcomes = await asyncio.gather(*[race(session) for session in offered])
    assert {code for codes in outcomes for code in codes} <= {200, 404, 409}
    for session in offered:
        now = await crowd.admin.get(f"/sessions/{session['id']}")
        # Whoever got it last may have skipped it after that: then it was passed on, or waits for somebody.
        assert now["owner_id"] == target or now["owner_id"] is None, now
        assert now["owner_id"] is None or now["offer"] is None, now
    assert await product.application.base.store.read(_due) == 0
    await crowd.sound()


async def _due(view: View) -> int:
    found = await view.list(DUE, now=view.now, limit=100)
    return sum(1 for deadline in found if deadline.kind == "offer")


async def test_all_accept_the_same_at_once(product: Product) -> None:
    crowd = await Crowd(product).gather(**{"queue.distribution": "all", "queue.max_sessions": 20})
    await crowd.customers(20)
    for session in (await crowd.admin.get("/sessions", phase="offered", limit=50))["items"]:
        path = f"/sessions/{session['id']}/accept"
        answers = await asyncio.gather(*[crowd.call(agent, path) for agent in crowd.agents])
        assert Counter(answer.status_code for answer in answers) == {200: 1, 409: AGENTS - 1}
        assert {answer.json()["code"] for answer in answers if answer.is_error} == {"offer_gone"}
    await crowd.sound()
