"""Promises 2 to 4 over the public API: one owner, never one over, the rest waiting in order."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from openline.features.people.service.rows import Newcomer, insert_person
from openline.features.people.types import Role
from openline.features.presence import service as presence
from openline.features.routing.service.agents import tell_now
from openline.store import UnitOfWork
from tests.support.product import Desk, Product

CUSTOMERS = 200
AGENTS = 10


async def _ten_agents(product: Product, boss: Desk) -> list[str]:
    """Ten people at their desks, alone in the queue of the example's channel."""
    store = product.application.base.store
    ids = []
    for place in range(AGENTS):
        new = Newcomer(name=f"Agent {place}", email=f"a{place}@example.com", role=Role.AGENT, password_hash="x")
        row = await store.commit(_hire, int(boss.me["account"]["id"]), new)
        seat = presence.Seat(account_id=row.account_id, person_id=row.id, node="n", socket_id=row.id, ready_at=0)
        await store.commit(presence.socket_opened, seat)
        ids.append(str(row.id))
    channel = (await boss.get("/channels"))["items"][0]["id"]
    await boss.must("PUT", f"/channels/{channel}/queue", {"members": [{"kind": "user", "id": i} for i in ids]})
    for person in ids:
        await tell_now(store, int(boss.me["account"]["id"]), int(person))
    return ids


async def _hire(uow: UnitOfWork, account_id: int, new: Newcomer) -> Any:
    return await insert_person(uow, account_id, new, by=None)


async def _sessions(boss: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await boss.get("/sessions", limit=200, **({"cursor": cursor} if cursor else {}))
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found


@pytest.mark.parametrize("limit", [1, 5, 20])
async def test_two_hundred_conversations_at_once(product: Product, limit: int) -> None:
    boss = await product.login("admin")
    channel = (await boss.get("/channels"))["items"][0]["id"]
    for session in await _sessions(boss):
        if session["phase"] != "closed":
            await boss.must("POST", f"/sessions/{session['id']}/finish")
    await boss.must("PATCH", f"/channels/{channel}/settings", {"queue.max_sessions": limit})
    agents = await _ten_agents(product, boss)
    customers = [await product.widget() for _ in range(CUSTOMERS)]
    await asyncio.gather(*[customer.write("Xin chào") for customer in customers])

    sessions = [s for s in await _sessions(boss) if s["phase"] != "closed"]
    assert len(sessions) == CUSTOMERS
    assert len({s["conversation_id"] for s in sessions}) == CUSTOMERS
    offered = Counter(s["offer"]["agent_id"] for s in sessions if s["offer"])
    assert offered == dict.fromkeys(agents, limit)
    waiting = sorted((s for s in sessions if s["phase"] == "waiting"), key=lambda s: (s["queued_at"], int(s["id"])))
    served = [s for s in sessions if s["phase"] == "offered"]
    if waiting:
        assert max((s["queued_at"], int(s["id"])) for s in served) < (waiting[0]["queued_at"], int(waiting[0]["id"]))


async def test_fifty_accepts_of_one_offer_have_one_winner(product: Product) -> None:
    boss, mai, ivan = await product.login("admin"), await product.login("mai"), await product.login("ivan")
    waiting = [s for s in await _sessions(boss) if s["phase"] == "offered"]
    session = waiting[0]["id"]
    answers = await asyncio.gather(
        *[(mai, ivan)[turn % 2].call("POST", f"/sessions/{session}/accept") for turn in range(50)]
    )
    codes = Counter(answer.status_code for answer in answers)
    assert codes[200] == 1, codes
    assert set(codes) <= {200, 404, 409}
    owner = (await boss.get(f"/sessions/{session}"))["owner_id"]
    assert owner in {mai.id, ivan.id}
