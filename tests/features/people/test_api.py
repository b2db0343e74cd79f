"""The routes of people as a browser and a program see them: statuses, cookies, problems."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from openline.features.notices import api as notices_api
from openline.features.notices.service import notify
from openline.features.people import api as people_api
from openline.features.people.service import NobodyThere, PersonRow
from openline.features.people.service.limits import LOGIN_OF_EMAIL
from openline.kit.i18n import load_texts
from openline.kit.secrets import Keyring
from openline.server.app import Parts, create
from openline.server.callers import Callers
from openline.server.errors import Problems
from openline.server.idempotency import Idempotency
from openline.server.inject import Dependencies
from openline.server.metrics import Metrics
from openline.server.proxies import Proxies
from tests.features.people.conftest import PASSWORD, PUBLIC_URL, Company

Browser = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def make_browser(company: Company, tmp_path: Path) -> AsyncIterator[Browser]:
    """Makes browsers, each with cookies of its own."""
    constant = {
        "store": company.store, "gate": company.gate, "front_door": company.door, "presences": NobodyThere(),
    }  # fmt: skip
    per_request = dict(Callers(company.hosts, company.gate, lambda *_: None).providers())
    per_request["commit"] = Idempotency(company.store, Keyring(b"k" * 32)).provide
    parts = Parts(
        handlers=[*people_api.HANDLERS, *notices_api.HANDLERS], dependencies=Dependencies(constant, per_request),
        problems=Problems(load_texts()), metrics=Metrics(), proxies=Proxies([]), static=tmp_path,
    )  # fmt: skip
    app: Any = create(parts)
    made: list[httpx.AsyncClient] = []

    def make() -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.7", 50_000))
        made.append(httpx.AsyncClient(transport=transport, base_url=f"{PUBLIC_URL}/api/v1"))
        return made[-1]

    yield make
    for client in made:
        await client.aclose()


async def logged_in(make_browser: Browser, email: str) -> httpx.AsyncClient:
    """A browser that is in and shows its CSRF token."""
    client = make_browser()
    answer = await client.post("/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["x-csrftoken"] = answer.json()["csrf_token"]
    return client


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


class TestLogin:
    async def test_the_cookies_are_safe_ones(self, make_browser: Browser, agent: PersonRow) -> None:
        answer = await make_browser().post("/login", json={"email": agent.email, "password": PASSWORD})
        login, csrf = sorted(answer.headers.get_list("set-cookie"), reverse=True)
        assert login.startswith("openline_login=")
        for part in ("HttpOnly", "SameSite=lax", "Secure", "Path=/", "Max-Age=2592000"):
            assert part in login
        assert csrf.startswith("csrftoken=")
        assert "HttpOnly" not in csrf
        assert answer.json()["csrf_token"] in csrf
        assert answer.headers["cache-control"] == "no-store"

    async def test_who_am_i(self, make_browser: Browser, agent: PersonRow) -> None:
        client = await logged_in(make_browser, agent.email)
        me = (await client.get("/me")).json()
        assert me["person"]["id"] == str(agent.id)
        assert me["person"]["role"] == "agent"
        assert me["account"] == {"id": "1", "name": "Nón Lá", "demo": False}
        assert "people:write" not in me["rights"]
        assert me["presence"] == {"state": "offline", "chosen": "online", "sockets": 0, "reason": None}
        assert me["csrf_token"] == client.headers["x-csrftoken"]

    async def test_a_wrong_password_is_told_in_the_readers_language(
        self, make_browser: Browser, agent: PersonRow
    ) -> None:
        answer = await make_browser().post(
            "/login", json={"email": agent.email, "password": "wrong horse"}, headers={"accept-language": "ru"}
        )
        assert refused(answer) == (401, "wrong_password")
        assert answer.json()["title"] == "Неверный адрес почты или пароль."
        assert "set-cookie" not in answer.headers

    async def test_too_many_guesses_are_told_when_to_come_back(self, make_browser: Browser, agent: PersonRow) -> None:
        client = make_browser()
        for _ in range(LOGIN_OF_EMAIL.burst):
            await client.post("/login", json={"email": agent.email, "password": "wrong horse"})
        answer = await client.post("/login", json={"email": agent.email, "password": PASSWORD})
        assert refused(answer) == (429, "too_many")
        assert answer.headers["retry-after"] == str(answer.json()["retry_after"])

    async def test_no_password_gets_into_the_log(
        self, make_browser: Browser, agent: PersonRow, capfd: pytest.CaptureFixture[str]
    ) -> None:
        await make_browser().post("/login", json={"email": agent.email, "password": "hunter2 hunter2"})
        await make_browser().post("/login", json={"email": agent.email, "password": ["hunter2 hunter2"]})
        assert "hunter2" not in "".join(capfd.readouterr())

    async def test_logging_out_takes_the_cookies_away(self, make_browser: Browser, agent: PersonRow) -> None:
        client = await logged_in(make_browser, agent.email)
        kept = dict(client.cookies)
        assert (await client.post("/logout")).status_code == 204
        assert dict(client.cookies) == {}
        assert refused(await client.get("/me", headers={"cookie": f"openline_login={kept['openline_login']}"})) == (
            401, "login_needed",
        )  # fmt: skip


class TestCsrf:
    async def test_a_change_without_the_token_is_refused(self, make_browser: Browser, agent: PersonRow) -> None:
        client = await logged_in(make_browser, agent.email)
        token = client.headers.pop("x-csrftoken")
        answer = await client.patch("/me", json={"name": "Lan Anh"})
        assert refused(answer) == (403, "csrf_failed")
        changed = await client.patch("/me", json={"name": "Lan Anh"}, headers={"x-csrftoken": token})
        assert changed.json()["person"]["name"] == "Lan Anh"

    async def test_a_page_of_another_site_logs_nobody_in(self, make_browser: Browser, agent: PersonRow) -> None:
        body = {"email": agent.email, "password": PASSWORD}
        answer = await make_browser().post("/login", json=body, headers={"origin": "https://evil.example"})
        assert refused(answer) == (403, "origin_not_allowed")
        assert (await make_browser().post("/login", json=body, headers={"origin": PUBLIC_URL})).status_code == 200


class TestMe:
    async def test_logins_are_listed_and_ended(self, make_browser: Browser, agent: PersonRow) -> None:
        here, there = await logged_in(make_browser, agent.email), await logged_in(make_browser, agent.email)
        items = (await here.get("/me/logins")).json()["items"]
        (other,) = [item["id"] for item in items if not item["current"]]
        assert (await here.delete(f"/me/logins/{other}")).status_code == 204
        assert refused(await there.get("/me")) == (401, "login_needed")
        assert refused(await here.delete(f"/me/logins/{other}")) == (404, "login_not_found")
        assert refused(await here.delete("/me/logins/junk")) == (404, "not_found")
        third = await logged_in(make_browser, agent.email)
        assert (await here.delete("/me/logins")).status_code == 204
        assert refused(await third.get("/me")) == (401, "login_needed")
        assert (await here.get("/me")).status_code == 200

    async def test_the_password_is_changed(self, make_browser: Browser, agent: PersonRow) -> None:
        client = await logged_in(make_browser, agent.email)
        wrong = await client.post("/me/password", json={"old": "no", "new": "battery staple"})
        assert refused(wrong) == (403, "old_password_wrong")
        weak = await client.post("/me/password", json={"old": PASSWORD, "new": "short"})
        assert refused(weak) == (422, "password_weak")
        assert weak.json()["min"] == 8
        done = await client.post("/me/password", json={"old": PASSWORD, "new": "battery staple"})
        assert done.status_code == 204

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"role": "administrator"}, "role"), ({"locale": "de"}, "locale"), ({"time_zone": "Mars"}, "time_zone")],
    )
    async def test_what_cannot_be_changed_is_named(
        self, make_browser: Browser, agent: PersonRow, change: dict[str, str], field: str
    ) -> None:
        answer = await (await logged_in(make_browser, agent.email)).patch("/me", json=change)
        assert answer.status_code == 422
        assert answer.json()["field"] == field


class TestPeople:
    async def test_from_invitation_to_login(self, make_browser: Browser, admin: PersonRow) -> None:
        client = await logged_in(make_browser, admin.email)
        made = await client.post("/people", json={"name": "Hoa", "email": "hoa@example.com", "role": "agent"})
        assert made.status_code == 201
        path = made.json()["invite_url"].removeprefix(f"{PUBLIC_URL}/link/")
        newcomer = make_browser()
        info = (await newcomer.get(f"/links/{path}")).json()
        assert info == {"kind": "invitation", "email": "hoa@example.com", "name": "Hoa", "account": "Nón Lá"}
        entered = await newcomer.post(f"/links/{path}", json={"password": PASSWORD, "name": "Hoa Lê"})
        assert entered.status_code == 200
        assert (await newcomer.get("/me")).json()["person"]["name"] == "Hoa Lê"
        assert refused(await newcomer.get(f"/links/{path}")) == (410, "link_gone")
        listed = (await client.get("/people")).json()
        assert [(p["name"], p["joined"]) for p in listed["items"]] == [("Mai", True), ("Hoa Lê", True)]
        assert listed["next"] is None

    async def test_a_repeated_request_invites_once(self, make_browser: Browser, admin: PersonRow) -> None:
        client = await logged_in(make_browser, admin.email)
        body = {"name": "Hoa", "email": "hoa@example.com", "role": "agent"}
        one, two = [await client.post("/people", json=body, headers={"idempotency-key": "k"}) for _ in range(2)]
        assert one.json() == two.json()
        assert refused(await client.post("/people", json=body)) == (409, "email_taken")

    async def test_changes_and_refusals(self, make_browser: Browser, admin: PersonRow, agent: PersonRow) -> None:
        client = await logged_in(make_browser, admin.email)
        path = f"/people/{agent.id}"
        changed = await client.patch(path, json={"name": "Lan Anh", "version": agent.version})
        assert changed.json()["version"] == agent.version + 1
        assert (await client.get(path)).json() == changed.json()
        old = await client.patch(path, json={"name": "x", "version": agent.version})
        assert refused(old) == (409, "version_conflict")
        assert refused(await client.patch(f"/people/{admin.id}", json={"active": False})) == (409, "last_administrator")
        assert refused(await client.get("/people/123")) == (404, "person_not_found")
        assert refused(await client.post(f"{path}/invite")) == (409, "already_joined")
        reset = (await client.post(f"{path}/reset-link")).json()
        assert reset == {"reset_url": None, "mailed": True}

    async def test_an_agent_is_refused(self, make_browser: Browser, agent: PersonRow, admin: PersonRow) -> None:
        client = await logged_in(make_browser, agent.email)
        body = {"name": "Hoa", "email": "hoa@example.com", "role": "agent"}
        assert refused(await client.post("/people", json=body)) == (403, "not_allowed")
        for path in ("invite", "reset-link"):
            assert refused(await client.post(f"/people/{admin.id}/{path}")) == (403, "not_allowed")
        assert refused(await client.get("/tokens")) == (403, "not_allowed")
        assert (await client.get("/people")).status_code == 200


class TestTokens:
    async def test_a_program_uses_one(self, make_browser: Browser, admin: PersonRow) -> None:
        client = await logged_in(make_browser, admin.email)
        body = {"name": "CI", "scopes": ["people:read", "people:write"]}
        one, two = [await client.post("/tokens", json=body, headers={"idempotency-key": "k"}) for _ in range(2)]
        assert one.json() == two.json()
        program = make_browser()
        program.headers["authorization"] = f"Bearer {one.json()['token']}"
        made = await program.post("/people", json={"name": "Hoa", "email": "hoa@example.com", "role": "agent"})
        assert made.status_code == 201
        assert refused(await program.get("/me/logins")) == (403, "not_allowed")
        me = (await program.get("/me")).json()
        assert (me["csrf_token"], me["rights"]) == (None, ["people:read", "people:write"])
        (listed,) = (await client.get("/tokens")).json()["items"]
        assert "token" not in listed
        assert (await client.delete(f"/tokens/{listed['id']}")).status_code == 204
        assert refused(await program.get("/people")) == (401, "login_needed")

    async def test_an_unknown_scope_is_named(self, make_browser: Browser, admin: PersonRow) -> None:
        client = await logged_in(make_browser, admin.email)
        answer = await client.post("/tokens", json={"name": "CI", "scopes": ["everything"]})
        assert answer.status_code == 422
        assert answer.json()["field"].startswith("scopes")


async def test_the_login_page_asks_before_anybody_is_in(make_browser: Browser, company: Company) -> None:
    answer = await make_browser().get("/setup")
    assert answer.json() == {"needed": True, "demo": False, "demo_logins": []}


async def test_a_forgotten_password_is_answered_alike(
    make_browser: Browser, company: Company, agent: PersonRow
) -> None:
    client = make_browser()
    answers = [await client.post("/password-reset", json={"email": e}) for e in (agent.email, "nobody@example.com")]
    assert [(a.status_code, a.content) for a in answers] == [(202, b"null")] * 2
    await company.mailroom.stop()
    assert [mail.to for mail in company.mails] == [agent.email]


async def test_notices_are_read(make_browser: Browser, company: Company, agent: PersonRow) -> None:
    (notice_id,) = await company.store.commit(notify, company.account.id, [agent.id], "session.returned", session_id=7)
    client = await logged_in(make_browser, agent.email)
    page = (await client.get("/notices")).json()
    assert page["unread"] == 1
    assert page["items"][0]["data"] == {"session_id": "7"}
    assert (await client.post("/notices/read", json={"up_to": str(notice_id)})).status_code == 204
    assert (await client.get("/notices")).json()["unread"] == 0
