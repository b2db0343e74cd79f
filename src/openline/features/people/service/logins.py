"""Logins of browsers: started, seen, ended. Ending one is a fact, so that every node and socket hears of it."""

import msgspec

from openline.features.people import schemas
from openline.features.people.errors import LoginNotFound, OldPasswordWrong, WrongPassword
from openline.features.people.events import LoginEnded, LoginStarted, PasswordChanged
from openline.features.people.repository import (
    LOGIN_BY_FINGERPRINT,
    LOGINS,
    MAX_LOGINS,
    PEOPLE,
    LoginRow,
    PersonRow,
    logins_of,
)
from openline.features.people.service.rows import hold_person
from openline.features.people.types import Actor, Ending, Need
from openline.kit.clock import MINUTE
from openline.kit.errors import NotAllowed
from openline.store import UnitOfWork, View

SEEN_EVERY_MS = 5 * MINUTE
MAX_AGENT = 300
MAX_IP = 64


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """Who logs in from where; of the cookie's token only the fingerprint."""

    fingerprint: str
    ip: str
    agent: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The stored hash a password was found right for; `better` replaces one made with weaker parameters."""

    hash: str
    better: str | None = None


async def start_login(
    uow: UnitOfWork, account_id: int, person_id: int, proof: Proof, browser: Browser
) -> tuple[PersonRow, LoginRow]:
    """Log a person in whose password was checked a moment ago.

    Raises WrongPassword when he was deactivated or his password changed in that moment.
    """
    row = await PEOPLE.hold(uow, person_id)
    if row is None or row.account_id != account_id or not row.active or row.password_hash != proof.hash:
        raise WrongPassword
    if proof.better is not None:
        row = PEOPLE.change(uow, row, password_hash=proof.better)
    return row, await begin_login(uow, row, browser)


async def begin_login(uow: UnitOfWork, row: PersonRow, browser: Browser) -> LoginRow:
    """A new login of a person whose row is held."""
    others = await logins_of(uow, row.account_id, row.id)
    for other in others[MAX_LOGINS - 1 :]:
        _end(uow, other, Ending.TOO_MANY, by=row.id)
    login = LoginRow(
        id=uow.new_id(), account_id=row.account_id, person_id=row.id, fingerprint=browser.fingerprint,
        ip=browser.ip[:MAX_IP], agent=browser.agent[:MAX_AGENT], created_at=uow.now, last_seen_at=uow.now,
    )  # fmt: skip
    LOGINS.add(uow, login)
    LOGIN_BY_FINGERPRINT.learn(uow, (login.fingerprint,), login.id)
    uow.log(LoginStarted(account_id=row.account_id, person_id=row.id, actor_id=row.id, login_id=login.id))
    return login


async def my_logins(view: View, actor: Actor) -> schemas.LoginPage:
    """Where I am logged in.

    Raises NotAllowed.
    """
    _check(actor)
    rows = await logins_of(view, actor.account_id, actor.person_id)
    return schemas.LoginPage(items=[schemas.Login.of(r, actor.login_id) for r in rows if r.ends_at > view.now])


async def end_my_login(uow: UnitOfWork, actor: Actor, login_id: int) -> None:
    """End one of my logins.

    Raises NotAllowed, LoginNotFound.
    """
    _check(actor)
    login = await LOGINS.hold(uow, login_id)
    if login is None or login.account_id != actor.account_id or login.person_id != actor.person_id:
        raise LoginNotFound
    _end(uow, login, Ending.ENDED, by=actor.person_id)


async def end_my_other_logins(uow: UnitOfWork, actor: Actor) -> None:
    """End all my logins but the one that asks (all, when a token asks).

    Raises NotAllowed.
    """
    _check(actor)
    row = await hold_person(uow, actor.account_id, actor.person_id)
    await end_logins(uow, row, Ending.ENDED, keep=actor.login_id)


async def log_out(uow: UnitOfWork, actor: Actor) -> None:
    """End the login that asks; nothing to do for a token or when it is over already."""
    login = None if actor.login_id is None else await LOGINS.hold(uow, actor.login_id)
    if login is not None:
        _end(uow, login, Ending.ENDED, by=actor.person_id)


async def end_logins(uow: UnitOfWork, row: PersonRow, reason: Ending, *, keep: int | None = None) -> None:
    """End the logins of a person whose row is held; only then can no new one slip in."""
    for login in await logins_of(uow, row.account_id, row.id):
        if login.id != keep:
            _end(uow, login, reason, by=None)


async def change_my_password(uow: UnitOfWork, actor: Actor, proof: Proof) -> None:
    """Replace the proven password by `proof.better`; the other logins end.

    Raises NotAllowed, OldPasswordWrong when it was changed in the meantime.
    """
    _check(actor)
    row = await hold_person(uow, actor.account_id, actor.person_id)
    if row.password_hash != proof.hash or proof.better is None:
        raise OldPasswordWrong
    await set_password(uow, row, proof.better, keep=actor.login_id)


async def set_password(uow: UnitOfWork, row: PersonRow, password_hash: str, *, keep: int | None = None) -> PersonRow:
    """Give a held person a password and end his logins but `keep`: whoever knew the old one is out."""
    changed = PEOPLE.change(uow, row, password_hash=password_hash)
    await end_logins(uow, changed, Ending.PASSWORD, keep=keep)
    uow.log(PasswordChanged(account_id=row.account_id, person_id=row.id, actor_id=row.id))
    return changed


async def see_login(uow: UnitOfWork, login_id: int) -> None:
    """Note that a login is in use; coarse, so that it costs a write every few minutes."""
    login = await LOGINS.hold(uow, login_id)
    if login is not None and uow.now > login.last_seen_at:
        LOGINS.change(uow, login, last_seen_at=uow.now)


def end_expired(uow: UnitOfWork, login: LoginRow) -> None:
    """Sweep away a login that is over."""
    _end(uow, login, Ending.EXPIRED, by=None)


def _check(actor: Actor) -> None:
    if not actor.may(Need.OWN_LOGIN):
        raise NotAllowed(need=Need.OWN_LOGIN)


def _end(uow: UnitOfWork, login: LoginRow, reason: Ending, *, by: int | None) -> None:
    LOGINS.remove(uow, login.id)
    uow.log(
        LoginEnded(
            account_id=login.account_id, person_id=login.person_id, actor_id=by, login_id=login.id, reason=reason
        )
    )
