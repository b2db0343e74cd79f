"""Rows that a process keeps between batches are what the store has, whatever became of those that changed them."""

from typing import Any

import pytest

from openline.features.contacts.service import CONTACTS, Contact
from openline.kit.errors import AppError, Unavailable
from openline.store import Store, UnitOfWork, View
from openline.store.uow import MOST_KEPT, Kept

CONTACT = Contact(
    id=7, account_id=1, number=1, name="Lan", email=None, phone=None, locale=None, time_zone=None, created_at=0
)


class No(AppError):
    code = "no"


async def _add(uow: UnitOfWork, contact: Contact) -> None:
    CONTACTS.add(uow, contact)


async def _rename(uow: UnitOfWork, name: str) -> None:
    contact = await CONTACTS.hold(uow, CONTACT.id)
    assert contact is not None
    CONTACTS.change(uow, contact, name=name)


async def _rename_and_refuse(uow: UnitOfWork, name: str) -> None:
    await _rename(uow, name)
    raise No


async def _rename_and_collide(uow: UnitOfWork, name: str) -> None:
    await _rename(uow, name)
    CONTACTS.add(uow, CONTACT)


async def _name(uow: View) -> str | None:
    contact = await CONTACTS.get(uow, CONTACT.id)
    return contact.name if contact else None


async def _held_name(uow: UnitOfWork) -> str | None:
    contact = await CONTACTS.hold(uow, CONTACT.id)
    return contact.name if contact else None


async def _names(store: Store) -> list[str | None]:
    """As the next batches see it, locked and not, and as the store has it."""
    return [await store.commit(_held_name), await store.commit(_name), await store.read(_name)]


async def test_what_is_not_there_is_asked_for_again(store: Store) -> None:
    assert await _names(store) == [None] * 3
    await store.commit(_add, CONTACT)
    assert await _names(store) == ["Lan"] * 3


async def test_a_change_is_seen_by_the_next_batch(store: Store) -> None:
    await store.commit(_add, CONTACT)
    await _names(store)
    await store.commit(_rename, "Hoa")
    assert await _names(store) == ["Hoa"] * 3


@pytest.mark.parametrize(("use_case", "refusal"), [(_rename_and_refuse, No), (_rename_and_collide, Unavailable)])
async def test_a_change_that_was_undone_is_seen_by_nobody(store: Store, use_case: Any, refusal: type[AppError]) -> None:
    await store.commit(_add, CONTACT)
    await _names(store)
    with pytest.raises(refusal):
        await store.commit(use_case, "Hoa")
    assert await _names(store) == ["Lan"] * 3


def test_only_so_many_are_kept() -> None:
    kept, load = Kept(), CONTACTS.load
    kept.learn({(load, (number,)): CONTACT for number in range(MOST_KEPT + 3)}, only_links=False)
    assert len(kept) == MOST_KEPT
    assert (load, (2,)) not in kept
    assert (load, (MOST_KEPT,)) in kept
