"""API tokens: a person's rights, narrowed by scopes, for a program. The token itself is shown once and not stored."""

import msgspec

from openline.features.people import schemas
from openline.features.people.errors import PersonInactive, TokenNotFound, TooManyTokens
from openline.features.people.events import TokenMade, TokenRevoked
from openline.features.people.repository import (
    MAX_TOKENS,
    TOKEN_BY_FINGERPRINT,
    TOKEN_PAGE,
    TOKENS,
    PersonRow,
    TokenRow,
    tokens_of,
)
from openline.features.people.service.rows import hold_person
from openline.features.people.types import RIGHTS, TOKEN_PREFIX, Actor, Need, Role, checked_name
from openline.kit.clock import MINUTE
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.paging import cursor, place
from openline.kit.secrets import fingerprint, random_token
from openline.kit.wire import millis
from openline.store import UnitOfWork, View

USED_EVERY_MS = 10 * MINUTE
_LAST = (1 << 63) - 1


async def add_token(uow: UnitOfWork, actor: Actor, new: schemas.NewToken) -> schemas.TokenMade:
    """A token of my own, with scopes that I have.

    Raises NotAllowed, InvalidField, TooManyTokens.
    """
    _check(actor)
    beyond = set(new.scopes) - actor.rights
    if beyond:
        raise NotAllowed(need=min(beyond))
    row, token = await make_token(uow, actor.account_id, actor.person_id, new)
    return schemas.TokenMade.with_token(row, token)


async def make_token(uow: UnitOfWork, account_id: int, person_id: int, new: schemas.NewToken) -> tuple[TokenRow, str]:
    """A token of a person, and the row that knows it: what the operator's command line uses too.

    Raises InvalidField, PersonInactive, PersonNotFound, TooManyTokens.
    """
    person = await hold_person(uow, account_id, person_id)
    if not person.active:
        raise PersonInactive
    scopes = sorted(set(new.scopes) & RIGHTS[Role(person.role)])
    if not scopes:
        raise InvalidField(field="scopes", reason="at least one that the person has")
    if len(await tokens_of(uow, account_id, person_id)) >= MAX_TOKENS:
        raise TooManyTokens(limit=MAX_TOKENS)
    token = random_token(TOKEN_PREFIX)
    row = TokenRow(
        id=uow.new_id(), account_id=account_id, person_id=person_id, name=checked_name(new.name),
        scopes=msgspec.json.encode(scopes).decode(), fingerprint=fingerprint(token), created_at=uow.now,
        expires_at=_expiry(new.expires_at, uow.now), last_used_at=None,
    )  # fmt: skip
    TOKENS.add(uow, row)
    TOKEN_BY_FINGERPRINT.learn(uow, (row.fingerprint,), row.id)
    uow.log(TokenMade(account_id=account_id, person_id=person_id, actor_id=person_id, token_id=row.id))
    return row, token


def _expiry(text: str | None, now: int) -> int | None:
    if text is None:
        return None
    try:
        at = millis(text)
    except ValueError as error:
        raise InvalidField(field="expires_at", reason="an RFC 3339 instant with a zone") from error
    if at <= now:
        raise InvalidField(field="expires_at", reason="in the future")
    return at


async def tokens_page(view: View, actor: Actor, *, after: str | None, limit: int) -> schemas.TokenPage:
    """The account's tokens, newest first.

    Raises NotAllowed, InvalidField.
    """
    _check(actor)
    at = place(after, 1)
    rows = await view.list(TOKEN_PAGE, account_id=actor.account_id, before=at[0] if at else _LAST, limit=limit + 1)
    items = [schemas.Token.of(row) for row in rows[:limit]]
    return schemas.TokenPage(items=items, next=cursor(rows[limit - 1].id) if len(rows) > limit else None)


async def revoke_token(uow: UnitOfWork, actor: Actor, token_id: int) -> None:
    """End a token of the account.

    Raises NotAllowed, TokenNotFound.
    """
    _check(actor)
    row = await TOKENS.hold(uow, token_id)
    if row is None or row.account_id != actor.account_id:
        raise TokenNotFound
    _revoke(uow, row, by=actor.person_id)


async def revoke_tokens(uow: UnitOfWork, person: PersonRow, *, by: int | None) -> None:
    """End all tokens of a person whose row is held."""
    for row in await tokens_of(uow, person.account_id, person.id):
        _revoke(uow, row, by=by)


async def see_token(uow: UnitOfWork, token_id: int) -> None:
    """Note that a token is in use; coarse."""
    row = await TOKENS.hold(uow, token_id)
    if row is not None:
        TOKENS.change(uow, row, last_used_at=uow.now)


def _revoke(uow: UnitOfWork, row: TokenRow, *, by: int | None) -> None:
    TOKENS.remove(uow, row.id)
    uow.log(TokenRevoked(account_id=row.account_id, person_id=row.person_id, actor_id=by, token_id=row.id))


def _check(actor: Actor) -> None:
    if not actor.may(Need.TOKENS_WRITE):
        raise NotAllowed(need=Need.TOKENS_WRITE)
