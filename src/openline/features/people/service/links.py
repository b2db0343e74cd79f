"""Links that set a password once: invitation, reset, first administrator. Using one logs its holder in."""

import msgspec

from openline.features.accounts.service import account_row, hold_account
from openline.features.people import schemas
from openline.features.people.errors import AlreadyJoined, DemoPasswordFixed, LinkGone, PersonInactive
from openline.features.people.events import LinkMade, LinkUsed
from openline.features.people.repository import (
    LINK_BY_FINGERPRINT,
    LINKS,
    MAX_LINKS,
    PEOPLE,
    LinkRow,
    LoginRow,
    PersonRow,
    links_of,
)
from openline.features.people.service.logins import Browser, begin_login, set_password
from openline.features.people.service.rows import (
    Newcomer,
    access_person,
    hold_person,
    insert_person,
    managers_of,
    person_by_email,
    tell_changed,
)
from openline.features.people.types import Actor, LinkKind, Need, Role, checked_name
from openline.kit.clock import DAY, HOUR
from openline.kit.errors import InvalidField
from openline.kit.secrets import fingerprint, random_token
from openline.store import UnitOfWork, View

LASTS_MS = {LinkKind.RESET: 4 * HOUR, LinkKind.INVITATION: 7 * DAY, LinkKind.FIRST_ADMINISTRATOR: 7 * DAY}


class LinkUse(msgspec.Struct, frozen=True, kw_only=True):
    """A link's token by its fingerprint, the new password's hash, and the browser that logs in with it."""

    fingerprint: str
    password_hash: str
    browser: Browser
    asked: schemas.UseLink


async def make_link(
    uow: UnitOfWork, account_id: int, person: PersonRow | None, kind: LinkKind, *, by: int | None
) -> str:
    """A new link's token; the person's row is held (without a person: the account's).

    A person's older link of the same kind stops working.
    """
    person_id = person.id if person else None
    others = [link for link in await links_of(uow, account_id, person_id) if link.kind == kind]
    keep = 0 if person else MAX_LINKS - 1
    for link in others[: max(0, len(others) - keep)]:
        LINKS.remove(uow, link.id)
    token = random_token()
    row = LinkRow(
        id=uow.new_id(), account_id=account_id, person_id=person_id, kind=kind.value, fingerprint=fingerprint(token),
        created_at=uow.now, expires_at=uow.now + LASTS_MS[kind],
    )  # fmt: skip
    LINKS.add(uow, row)
    LINK_BY_FINGERPRINT.learn(uow, (row.fingerprint,), row.id)
    uow.log(LinkMade(account_id=account_id, person_id=person_id, actor_id=by, link_id=row.id, link_kind=kind))
    return token


async def invite_again(uow: UnitOfWork, actor: Actor, person_id: int) -> tuple[PersonRow, str]:
    """A new invitation for somebody who has not joined; the older one stops working.

    Raises NotAllowed, PersonNotFound, PersonInactive, AlreadyJoined.
    """
    await access_person(uow, actor, person_id, need=Need.PEOPLE_WRITE)
    person = await _held_for_link(uow, actor.account_id, person_id)
    if person.password_hash is not None:
        raise AlreadyJoined
    return person, await make_link(uow, actor.account_id, person, LinkKind.INVITATION, by=actor.person_id)


async def reset_for(uow: UnitOfWork, actor: Actor, person_id: int) -> tuple[PersonRow, str]:
    """A reset link that an administrator asks for.

    Raises NotAllowed, PersonNotFound, PersonInactive, DemoPasswordFixed.
    """
    await access_person(uow, actor, person_id, need=Need.PEOPLE_WRITE)
    person = await _held_for_link(uow, actor.account_id, person_id)
    return person, await make_link(uow, actor.account_id, person, LinkKind.RESET, by=actor.person_id)


async def reset_by_email(uow: UnitOfWork, account_id: int, email: str) -> tuple[PersonRow, str] | None:
    """A reset link for who forgot the password, or for the operator's terminal; None when nobody has the address.

    Raises PersonInactive, DemoPasswordFixed.
    """
    found = await person_by_email(uow, account_id, email)
    if found is None:
        return None
    person = await _held_for_link(uow, account_id, found.id)
    return person, await make_link(uow, account_id, person, LinkKind.RESET, by=None)


async def first_administrator_link(uow: UnitOfWork, account_id: int) -> str | None:
    """A link for the first administrator; None when somebody manages the account already."""
    await hold_account(uow, account_id)
    if await managers_of(uow, account_id):
        return None
    return await make_link(uow, account_id, None, LinkKind.FIRST_ADMINISTRATOR, by=None)


async def _held_for_link(uow: UnitOfWork, account_id: int, person_id: int) -> PersonRow:
    person = await hold_person(uow, account_id, person_id)
    if not person.active:
        raise PersonInactive
    if person.demo:
        raise DemoPasswordFixed
    return person


async def find_link(view: View, account_id: int, mark: str) -> tuple[LinkRow, PersonRow | None]:
    """The link with this fingerprint and its person.

    Raises LinkGone.
    """
    link_id = await LINK_BY_FINGERPRINT.get(view, mark)
    link = None if link_id is None else await LINKS.get(view, link_id)
    if link is None or link.account_id != account_id or link.expires_at <= view.now:
        raise LinkGone
    person = None if link.person_id is None else await PEOPLE.get(view, link.person_id)
    if person is not None and not person.active:
        raise LinkGone
    return link, person


async def show_link(view: View, account_id: int, mark: str) -> schemas.LinkInfo:
    """What the page behind a link tells its holder.

    Raises LinkGone.
    """
    link, person = await find_link(view, account_id, mark)
    account = await account_row(view, account_id)
    return schemas.LinkInfo(
        kind=LinkKind(link.kind), email=person.email if person else None, name=person.name if person else None,
        account=account.name,
    )  # fmt: skip


async def use_link(uow: UnitOfWork, account_id: int, use: LinkUse) -> tuple[PersonRow, LoginRow]:
    """Set the password, end other logins, log in. Of two who use a link at once, one finds it gone.

    Raises LinkGone, InvalidField, EmailTaken.
    """
    found, person = await find_link(uow, account_id, use.fingerprint)
    if person is not None:
        person = await hold_person(uow, account_id, person.id)
    link = await LINKS.hold(uow, found.id)
    if link is None:
        raise LinkGone
    if person is None:
        person = await _first_administrator(uow, account_id, use)
    else:
        person = await _joined(uow, person, use)
    for other in await links_of(uow, account_id, link.person_id):
        LINKS.remove(uow, other.id)
    uow.log(
        LinkUsed(
            account_id=account_id, person_id=person.id, actor_id=person.id, link_id=link.id,
            link_kind=LinkKind(link.kind),
        )
    )  # fmt: skip
    return person, await begin_login(uow, person, use.browser)


async def _first_administrator(uow: UnitOfWork, account_id: int, use: LinkUse) -> PersonRow:
    asked = use.asked
    for field, value in (("email", asked.email), ("name", asked.name)):
        if not value:
            raise InvalidField(field=field, reason="required for the first administrator")
    assert asked.email is not None
    assert asked.name is not None
    new = Newcomer(
        name=asked.name, email=asked.email, role=Role.ADMINISTRATOR, locale=asked.locale, time_zone=asked.time_zone,
        password_hash=use.password_hash,
    )  # fmt: skip
    return await insert_person(uow, account_id, new, by=None)


async def _joined(uow: UnitOfWork, person: PersonRow, use: LinkUse) -> PersonRow:
    name = person.name if use.asked.name is None else checked_name(use.asked.name)
    news = name != person.name or person.password_hash is None
    person = await set_password(uow, person, use.password_hash)
    if news:
        person = PEOPLE.change(uow, person, name=name, version=person.version + 1)
        tell_changed(uow, person, by=person.id)
    return person
