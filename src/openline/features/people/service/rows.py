"""Doors to the rows of people, and how a row comes to be. Nobody else hands a person to a request."""

import msgspec

from openline.features.accounts.service import account_row, hold_account
from openline.features.accounts.types import checked_locale, checked_time_zone
from openline.features.people import schemas
from openline.features.people.errors import EmailTaken, PersonNotFound, TooManyPeople
from openline.features.people.events import PersonChanged
from openline.features.people.repository import (
    COUNT,
    MANAGERS,
    MAX_PEOPLE,
    OF_ACCOUNT,
    PEOPLE,
    PERSON_BY_EMAIL,
    PersonRow,
)
from openline.features.people.types import Actor, Need, Role, checked_email, checked_name, folded_email
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork, View


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is made of; language and zone are the account's unless given."""

    name: str
    email: str
    role: Role
    locale: str | None = None
    time_zone: str | None = None
    password_hash: str | None = None
    demo: bool = False


async def person_row(view: View, account_id: int, person_id: int) -> PersonRow:
    """The person for the product itself, where nobody asks.

    Raises PersonNotFound.
    """
    row = await PEOPLE.get(view, person_id)
    if row is None or row.account_id != account_id:
        raise PersonNotFound
    return row


async def hold_person(uow: UnitOfWork, account_id: int, person_id: int) -> PersonRow:
    """The same, locked for changing.

    Raises PersonNotFound.
    """
    row = await PEOPLE.hold(uow, person_id)
    if row is None or row.account_id != account_id:
        raise PersonNotFound
    return row


async def access_person(view: View, actor: Actor, person_id: int, *, need: Need = Need.PEOPLE_READ) -> PersonRow:
    """The door to a person.

    Raises NotAllowed, PersonNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    return await person_row(view, actor.account_id, person_id)


async def person_by_email(view: View, account_id: int, email: str) -> PersonRow | None:
    """The person with this address, in whatever case it is written."""
    person_id = await PERSON_BY_EMAIL.get(view, account_id, folded_email(email))
    return None if person_id is None else await person_row(view, account_id, person_id)


async def people_of_account(view: View, account_id: int) -> list[PersonRow]:
    """Everybody of the account by number, the deactivated too."""
    return await view.list(OF_ACCOUNT, account_id=account_id)


async def managers_of(view: View, account_id: int) -> list[PersonRow]:
    """Two of those who can log in and manage the account: enough to know whether somebody is the last."""
    return await view.list(MANAGERS, account_id=account_id)


def wire_person(row: PersonRow, presence: str = schemas.OFFLINE) -> schemas.Person:
    """A person on the wire; the caller knows the presence."""
    return schemas.Person.of(row, presence)


async def insert_person(uow: UnitOfWork, account_id: int, new: Newcomer, *, by: int | None) -> PersonRow:
    """Add a person; `by` is who did it (None: the operator of the server, or the person himself).

    Raises EmailTaken, InvalidField, TooManyPeople.
    """
    email = checked_email(new.email)
    if await PERSON_BY_EMAIL.get(uow, account_id, email) is not None:
        raise EmailTaken(email=email)
    account = await account_row(uow, account_id)
    row = PersonRow(
        id=uow.new_id(), account_id=account_id, number=0, name=checked_name(new.name), email=email,
        role=new.role.value, password_hash=new.password_hash, locale=checked_locale(new.locale or account.locale),
        time_zone=checked_time_zone(new.time_zone or account.time_zone), active=1, demo=int(new.demo),
        created_at=uow.now, version=1,
    )  # fmt: skip
    await hold_account(uow, account_id)
    (count,) = await uow.list(COUNT, account_id=account_id)
    if count >= MAX_PEOPLE:
        raise TooManyPeople(limit=MAX_PEOPLE)
    row = PEOPLE.add(uow, msgspec.structs.replace(row, number=uow.number(account_id, "person")))
    PERSON_BY_EMAIL.learn(uow, (account_id, email), row.id)
    tell_changed(uow, row, by=by)
    return row


def tell_changed(uow: UnitOfWork, row: PersonRow, *, by: int | None) -> None:
    """Announce a person as he now is."""
    uow.log(
        PersonChanged(
            account_id=row.account_id, person_id=row.id, actor_id=by, audience=None, active=bool(row.active),
            role=Role(row.role), version=row.version, workday=row.workday, paused=bool(row.paused),
            on_leave=row.absence is not None,
        )
    )  # fmt: skip
