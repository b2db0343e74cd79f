"""People: invited, changed, deactivated by administrators; everybody changes his own name, language and zone."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from openline.features.accounts.schemas import Account
from openline.features.accounts.service import account_row, hold_account
from openline.features.accounts.types import checked_locale, checked_time_zone
from openline.features.people import schemas
from openline.features.people.errors import LastAdministrator
from openline.features.people.repository import LINKS, PAGE, PEOPLE, PersonRow, links_of
from openline.features.people.service.absences import look_at_absences
from openline.features.people.service.links import make_link
from openline.features.people.service.logins import end_logins
from openline.features.people.service.presences import Presences
from openline.features.people.service.rows import (
    Newcomer,
    access_person,
    hold_person,
    insert_person,
    managers_of,
    people_of_account,
    person_row,
    tell_changed,
)
from openline.features.people.service.tokens import revoke_tokens
from openline.features.people.types import DEMO_PASSWORD, Actor, Ending, LinkKind, Need, Role, checked_name
from openline.kit.errors import NotAllowed, VersionConflict
from openline.kit.paging import cursor, place
from openline.store import UnitOfWork, View


async def people_page(
    view: View, actor: Actor, presences: Presences, *, after: str | None, limit: int
) -> schemas.PersonPage:
    """The account's people by number, the deactivated too.

    Raises NotAllowed, InvalidField.
    """
    if not actor.may(Need.PEOPLE_READ):
        raise NotAllowed(need=Need.PEOPLE_READ)
    at = place(after, 1)
    rows = await view.list(PAGE, account_id=actor.account_id, after=at[0] if at else 0, limit=limit + 1)
    states = await presences.states(view, actor.account_id)
    items = [shown_to(actor, wire_with(row, states)) for row in rows[:limit]]
    return schemas.PersonPage(items=items, next=cursor(rows[limit - 1].number) if len(rows) > limit else None)


def wire_with(row: PersonRow, states: Mapping[int, str]) -> schemas.Person:
    """A person on the wire, with the presence out of everybody's."""
    return schemas.Person.of(row, states.get(row.id, schemas.OFFLINE))


def shown_to(actor: Actor, person: schemas.Person) -> schemas.Person:
    """Why somebody is absent is his own matter, and that of those who look after people."""
    own = person.id == str(actor.person_id)
    return person if own or actor.sees_all else schemas.without_reason(person)


async def show_person(view: View, actor: Actor, presences: Presences, person_id: int) -> schemas.Person:
    """One person.

    Raises NotAllowed, PersonNotFound.
    """
    row = await access_person(view, actor, person_id)
    return shown_to(actor, wire_with(row, await presences.states(view, actor.account_id)))


async def invite(uow: UnitOfWork, account_id: int, new: Newcomer, *, by: int | None = None) -> tuple[PersonRow, str]:
    """Add a person and the invitation's token; `by` None is the operator of the server.

    Raises EmailTaken, InvalidField, TooManyPeople.
    """
    row = await insert_person(uow, account_id, new, by=by)
    return row, await make_link(uow, account_id, row, LinkKind.INVITATION, by=by)


async def add_person(uow: UnitOfWork, actor: Actor, new: schemas.NewPerson, base_url: str) -> schemas.InvitedPerson:
    """Invite somebody; `base_url` is where the console is reached.

    Raises NotAllowed, EmailTaken, InvalidField, TooManyPeople.
    """
    if not actor.may(Need.PEOPLE_WRITE):
        raise NotAllowed(need=Need.PEOPLE_WRITE)
    newcomer = Newcomer(**msgspec.structs.asdict(new))
    row, token = await invite(uow, actor.account_id, newcomer, by=actor.person_id)
    person = msgspec.structs.asdict(schemas.Person.of(row))
    return schemas.InvitedPerson(invite_url=link_url(base_url, token), **person)


def link_url(base_url: str, token: str) -> str:
    """The page behind a link."""
    return f"{base_url}/link/{token}"


async def change_person(
    uow: UnitOfWork, actor: Actor, presences: Presences, person_id: int, changes: schemas.EditPerson
) -> schemas.Person:
    """Rename, give another role, deactivate, reactivate. Whoever is deactivated is out at once.

    Raises NotAllowed, PersonNotFound, VersionConflict, InvalidField, LastAdministrator.
    """
    await access_person(uow, actor, person_id, need=Need.PEOPLE_WRITE)
    before = await hold_person(uow, actor.account_id, person_id)
    if changes.version is not None and changes.version != before.version:
        raise VersionConflict(version=before.version)
    wanted = _changed(before, changes)
    if before.manages and not wanted.manages:
        await _refuse_last(uow, actor.account_id)
    after = _write(uow, before, wanted, by=actor.person_id)
    if after.time_zone != before.time_zone:
        after = await look_at_absences(uow, after, by=actor.person_id)
    if before.active and not after.active:
        await _shut_out(uow, after, by=actor.person_id)
    return wire_with(after, await presences.states(uow, actor.account_id))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": checked_name, "role": str, "locale": checked_locale, "time_zone": checked_time_zone, "active": int,
}  # fmt: skip


def _changed(row: PersonRow, changes: schemas.EditPerson | schemas.EditMe) -> PersonRow:
    given = {name: value for name, value in msgspec.structs.asdict(changes).items() if value is not None}
    given.pop("version", None)
    return msgspec.structs.replace(row, **{name: _CHECKS[name](value) for name, value in given.items()})


def _write(uow: UnitOfWork, before: PersonRow, wanted: PersonRow, *, by: int) -> PersonRow:
    """Store and announce, unless nothing is new."""
    if wanted == before:
        return before
    news = msgspec.structs.asdict(msgspec.structs.replace(wanted, version=before.version + 1))
    after = PEOPLE.change(uow, before, **news)
    tell_changed(uow, after, by=by)
    return after


async def _refuse_last(uow: UnitOfWork, account_id: int) -> None:
    """Two administrators who demote each other at once meet at the account's lock: the second sees the first."""
    await hold_account(uow, account_id)
    if len(await managers_of(uow, account_id)) < 2:
        raise LastAdministrator


async def _shut_out(uow: UnitOfWork, row: PersonRow, *, by: int) -> None:
    await end_logins(uow, row, Ending.DEACTIVATED)
    await revoke_tokens(uow, row, by=by)
    for link in await links_of(uow, row.account_id, row.id):
        LINKS.remove(uow, link.id)


async def change_me(uow: UnitOfWork, actor: Actor, changes: schemas.EditMe) -> None:
    """Change my own name, language or zone.

    Raises NotAllowed, InvalidField.
    """
    if not actor.may(Need.OWN_LOGIN):
        raise NotAllowed(need=Need.OWN_LOGIN)
    row = await hold_person(uow, actor.account_id, actor.person_id)
    after = _write(uow, row, _changed(row, changes), by=actor.person_id)
    if after.time_zone != row.time_zone:
        await look_at_absences(uow, after, by=actor.person_id)


async def me(view: View, actor: Actor, presences: Presences, csrf_token: str | None) -> schemas.Me:
    """Who I am and what I may do."""
    row = await person_row(view, actor.account_id, actor.person_id)
    account = await account_row(view, actor.account_id)
    presence = await presences.mine(view, actor)
    return schemas.Me(
        person=schemas.Person.of(row, presence.state), account=Account.of(account), rights=sorted(actor.rights),
        csrf_token=csrf_token, presence=presence,
    )  # fmt: skip


async def setup(view: View, account_id: int, *, shows_demo: bool) -> schemas.Setup:
    """What the login page must know; `shows_demo`: the asker sits at this very computer."""
    account = await account_row(view, account_id)
    needed = not await managers_of(view, account_id)
    demo = [p for p in await people_of_account(view, account_id) if p.demo and p.active] if shows_demo else []
    return schemas.Setup(
        needed=needed, demo=bool(account.demo),
        demo_logins=[
            schemas.DemoLogin(email=p.email, password=DEMO_PASSWORD, name=p.name, role=Role(p.role)) for p in demo
        ],
    )  # fmt: skip
