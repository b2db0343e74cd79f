"""Notices belong to their reader: listed, counted and marked read by him alone, a bounded number of them."""

from dataclasses import replace

import pytest

from openline.features.notices.events import NoticeAdded
from openline.features.notices.service import MAX_NOTICES, mark_read, my_notices, notify
from openline.features.people.types import Actor, Role
from openline.kit.errors import NotAllowed
from openline.store import Store
from tests.support.store import Published

LAN = Actor(account_id=1, person_id=10, role=Role.AGENT, locale="vi")
MAI = Actor(account_id=1, person_id=20, role=Role.ADMINISTRATOR, locale="en")
STRANGER = Actor(account_id=2, person_id=10, role=Role.ADMINISTRATOR, locale="en")


async def give(store: Store, *people: Actor, kind: str = "session.returned", **data: int | str) -> list[int]:
    return await store.commit(notify, 1, [p.person_id for p in people], kind, **data)


async def test_each_reader_gets_his_own(store: Store, published: Published) -> None:
    ids = await give(store, LAN, MAI, LAN, session_id=7, number=3, reason="offline")
    page = await store.read(my_notices, LAN, after=None, limit=50)
    assert page.unread == 1
    (notice,) = page.items
    assert (notice.id, notice.kind, notice.read) == (str(ids[0]), "session.returned", False)
    assert notice.data == {"session_id": "7", "number": 3, "reason": "offline"}
    facts = [fact for fact in published.facts if isinstance(fact, NoticeAdded)]
    assert [(fact.person_id, fact.audience, fact.private) for fact in facts] == [(10, (10,), True), (20, (20,), True)]


async def test_reading_marks_mine_up_to_one(store: Store, published: Published) -> None:
    ids = [(await give(store, LAN, MAI))[0] for _ in range(3)]
    await store.commit(mark_read, LAN, ids[1])
    page = await store.read(my_notices, LAN, after=None, limit=50)
    assert [(int(n.id), n.read) for n in page.items] == [(ids[2], False), (ids[1], True), (ids[0], True)]
    assert page.unread == 1
    assert (await store.read(my_notices, MAI, after=None, limit=50)).unread == 3
    assert published.kinds()[-1] == "notices.read"
    before = len(published.facts)
    await store.commit(mark_read, LAN, ids[1])
    assert len(published.facts) == before


async def test_another_account_sees_and_marks_nothing(store: Store) -> None:
    (notice_id,) = await give(store, LAN)
    assert (await store.read(my_notices, STRANGER, after=None, limit=50)).items == []
    await store.commit(mark_read, STRANGER, notice_id)
    assert (await store.read(my_notices, LAN, after=None, limit=50)).unread == 1


async def test_a_token_without_the_scope_sees_none(store: Store) -> None:
    program = replace(LAN, scopes=frozenset())
    with pytest.raises(NotAllowed):
        await store.read(my_notices, program, after=None, limit=50)
    with pytest.raises(NotAllowed):
        await store.commit(mark_read, program, 1)


async def test_they_come_in_pages(store: Store) -> None:
    ids = [(await give(store, LAN))[0] for _ in range(5)]
    seen: list[int] = []
    cursor: str | None = None
    for _ in range(3):
        page = await store.read(my_notices, LAN, after=cursor, limit=2)
        seen += [int(n.id) for n in page.items]
        cursor = page.next
        assert page.unread == 5
    assert cursor is None
    assert seen == ids[::-1]


async def test_the_oldest_go_beyond_the_bound(store: Store) -> None:
    first = (await give(store, LAN))[0]
    (other,) = await give(store, MAI)
    for _ in range(MAX_NOTICES):
        last = (await give(store, LAN))[0]
    page = await store.read(my_notices, LAN, after=None, limit=MAX_NOTICES + 1)
    assert len(page.items) == page.unread == MAX_NOTICES
    assert page.items[0].id == str(last)
    assert str(first) not in {notice.id for notice in page.items}
    assert [n.id for n in (await store.read(my_notices, MAI, after=None, limit=50)).items] == [str(other)]
