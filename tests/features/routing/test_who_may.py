"""Who may do what with a session, over the public API: a row per action, a column per person (desk.md D3 to D30)."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.product import Desk, Product

PASSWORD = "openline-of-a-crowd"
CALM = {"queue.check_available": False, "queue.max_sessions": 0}
OWNER, COLLEAGUE, SUPERVISOR = "owner", "colleague", "supervisor"
DONE, NONE = "done", "session_not_found"

# By whom, for what is offered to the owner alone, is his, or was: "done", or why not.
TABLE: dict[tuple[str, str], tuple[str, str, str]] = {
    ("accept", "offered"): (DONE, NONE, "offer_gone"),
    ("accept", "owned"): ("already_owner", NONE, "offer_gone"),
    ("reply", "offered"): ("accept_first", "conversation_not_found", "accept_first"),
    ("reply", "owned"): (DONE, "conversation_not_found", "not_owner"),
    ("reply", "closed"): (DONE, "conversation_not_found", DONE),
    ("note", "owned"): (DONE, "conversation_not_found", DONE),
    ("skip", "offered"): (DONE, NONE, "offer_gone"),
    ("skip", "owned"): ("nobody_else", NONE, "offer_gone"),
    ("transfer to a colleague", "offered"): ("accept_first", NONE, DONE),
    ("transfer to a colleague", "owned"): (DONE, NONE, DONE),
    ("transfer to a channel", "offered"): ("accept_first", NONE, DONE),
    ("transfer to a channel", "owned"): (DONE, NONE, DONE),
    ("transfer to a channel", "closed"): ("session_closed", NONE, "session_closed"),
    ("transfer to where it is", "owned"): ("same_channel", NONE, "same_channel"),
    ("transfer to the queue", "offered"): ("accept_first", NONE, DONE),
    ("transfer to the queue", "owned"): (DONE, NONE, DONE),
    ("intercept", "offered"): ("not_allowed", NONE, "accept_first"),
    ("intercept", "owned"): ("not_allowed", NONE, DONE),
    ("join", "offered"): (DONE, NONE, DONE),
    ("join", "owned"): ("already_owner", NONE, DONE),
    ("join", "closed"): ("session_closed", NONE, "session_closed"),
    ("leave", "owned"): (DONE, NONE, DONE),
    ("start", "owned"): ("session_open", "conversation_not_found", "session_open"),
    ("start", "closed"): (DONE, "conversation_not_found", DONE),
    ("start from a message", "offered"): ("accept_first", "conversation_not_found", DONE),
    ("start from a message", "owned"): (DONE, "conversation_not_found", DONE),
    ("start from a message", "closed"): (DONE, "conversation_not_found", DONE),
    ("pin", "offered"): ("not_owner", NONE, "not_owner"),
    ("pin", "owned"): (DONE, NONE, "not_owner"),
    ("whisper", "offered"): ("not_owner", NONE, DONE),
    ("whisper", "owned"): (DONE, NONE, DONE),
    ("spam", "offered"): ("accept_first", NONE, DONE),
    ("spam", "owned"): (DONE, NONE, DONE),
    ("finish", "offered"): (DONE, NONE, DONE),
    ("finish", "owned"): (DONE, NONE, DONE),
    ("finish", "closed"): ("session_closed", NONE, "session_closed"),
    ("stop", "owned"): (DONE, NONE, DONE),
}


@dataclass
class Shop:
    """The example's channel with Mai alone in its queue, another channel, and people who want something."""

    product: Product
    admin: Desk
    people: dict[str, Desk]
    channel: str
    other: str

    async def session(self, state: str) -> dict[str, Any]:
        """A fresh one, offered to the owner, his, or closed."""
        customer = await self.product.widget()
        await customer.write("Còn hàng không?")
        (session,) = (await self.admin.get("/sessions", channel=self.channel, limit=1))["items"]
        assert session["offer"]["agent_id"] == self.people[OWNER].id
        if state != "offered":
            await self.people[OWNER].must("POST", f"/sessions/{session['id']}/accept")
        if state == "closed":
            await self.people[OWNER].must("POST", f"/sessions/{session['id']}/stop")
        found: dict[str, Any] = session
        return found

    async def outcome(self, action: str, state: str, who: str) -> str:
        """What comes of it; whatever is open afterwards is closed."""
        session = await self.session(state)
        conversation = session["conversation_id"]
        (message, *_) = (await self.admin.get(f"/conversations/{conversation}/messages"))["items"]
        path, body = self._call(action, session["id"], conversation, message["id"])
        answer = await self.people[who].call("POST", path, body)
        open_now = (await self.admin.get(f"/conversations/{conversation}"))["session"]
        if open_now["phase"] != "closed":
            await self.admin.must("POST", f"/sessions/{open_now['id']}/stop")
        return DONE if answer.is_success else str(answer.json()["code"])

    def _call(self, action: str, session: str, conversation: str, message: str) -> tuple[str, Any]:
        calls: dict[str, tuple[str, Any]] = {
            "reply": (f"/conversations/{conversation}/messages", {"text": "Dạ"}),
            "note": (f"/conversations/{conversation}/messages", {"text": "Khách quen", "note": True}),
            "transfer to a colleague": (
                f"/sessions/{session}/transfer",
                {"to": {"kind": "user", "id": self.people[COLLEAGUE].id}},
            ),
            "transfer to a channel": (f"/sessions/{session}/transfer", {"channel_id": self.other, "comment": "Xem"}),
            "transfer to where it is": (
                f"/sessions/{session}/transfer",
                {"to": {"kind": "channel", "id": self.channel}},
            ),
            "transfer to the queue": (f"/sessions/{session}/transfer", {"to": {"kind": "queue"}}),
            "start": (f"/conversations/{conversation}/start", None),
            "start from a message": (f"/messages/{message}/start", None),
            "whisper": (f"/sessions/{session}/whisper", {"on": True}),
        }
        return calls.get(action, (f"/sessions/{session}/{action}", None))


@pytest.fixture
async def shop(product: Product) -> Shop:
    admin = await product.login("admin")
    (channel,) = (await admin.get("/channels"))["items"]
    other = await admin.must("POST", "/channels", {"name": "Service"})
    new = {"name": "Chief", "email": "chief@example.com", "role": "supervisor"}
    link = (await admin.must("POST", "/people", new))["invite_url"].rpartition("/")[2]
    client = product.client()
    entered = await client.post(f"/api/v1/links/{link}", json={"password": PASSWORD, "name": "Chief"})
    people = {
        OWNER: await product.login("mai"), COLLEAGUE: await product.login("ivan"),
        SUPERVISOR: Desk(client, entered.json()),
    }  # fmt: skip
    await admin.must("PATCH", f"/channels/{channel['id']}/settings", CALM)
    for phase in ("waiting", "offered", "active"):
        for session in (await admin.get("/sessions", phase=phase))["items"]:
            await admin.must("POST", f"/sessions/{session['id']}/stop")
    members = [{"kind": "user", "id": people[OWNER].id}]
    await admin.must("PUT", f"/channels/{channel['id']}/queue", {"members": members})
    await admin.must("PUT", f"/channels/{other['id']}/queue", {"members": []})
    return Shop(product, admin, people, channel["id"], other["id"])


async def test_who_may_do_what(shop: Shop) -> None:
    found = {
        place: tuple([await shop.outcome(*place, who) for who in (OWNER, COLLEAGUE, SUPERVISOR)]) for place in TABLE
    }
    assert found == TABLE


async def test_where_to_is_said_in_one_way(shop: Shop) -> None:
    session = await shop.session("owned")
    both = {"channel_id": shop.other, "to": {"kind": "queue"}}
    for body in ({}, both, {"to": {"kind": "channel"}}, {"to": {"kind": "queue", "id": shop.other}}):
        answer = await shop.people[OWNER].call("POST", f"/sessions/{session['id']}/transfer", body)
        assert answer.status_code == 422, body


async def test_whoever_looks_sees_who_takes_part(shop: Shop) -> None:
    session = await shop.session("owned")
    chief = shop.people[SUPERVISOR]
    await chief.must("POST", f"/sessions/{session['id']}/join")
    await chief.must("POST", f"/sessions/{session['id']}/whisper", {"on": True})
    seen = await shop.people[OWNER].get(f"/conversations/{session['conversation_id']}")
    assert [one["name"] for one in seen["participants"]] == ["Chief"]
    assert seen["whisper"]
    said = await shop.people[OWNER].must(
        "POST", f"/conversations/{session['conversation_id']}/messages", {"text": "Hm"}
    )
    assert said["note"]
