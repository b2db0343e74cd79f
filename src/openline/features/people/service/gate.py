"""The gate of every request and socket: cookie or token in, actor out. What it remembers is forgotten by facts."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from openline.features.accounts.service import Hosts
from openline.features.people.errors import CsrfFailed, OriginNotAllowed
from openline.features.people.events import LoginEnded, PersonChanged, TokenRevoked
from openline.features.people.repository import (
    LOGIN_BY_FINGERPRINT,
    LOGINS,
    PEOPLE,
    TOKEN_BY_FINGERPRINT,
    TOKENS,
    PersonRow,
)
from openline.features.people.service.knock import Knock
from openline.features.people.service.logins import SEEN_EVERY_MS, see_login
from openline.features.people.service.tokens import USED_EVERY_MS, see_token
from openline.features.people.types import CSRF_HEADER, LOGIN_COOKIE, TOKEN_PREFIX, Actor, Role
from openline.kit.clock import SECOND, Clock
from openline.kit.errors import LoginNeeded, Unavailable
from openline.kit.secrets import Keyring, fingerprint
from openline.store import Committed, Store, View

KEPT_MS = 30 * SECOND
MOST_KEPT = 10_000
NEVER = (1 << 63) - 1
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_CSRF = "csrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What the store says about a login or token."""

    actor: Actor
    seen_at: int
    ends_at: int


Look = Callable[[View, int, str], Awaitable[Pass | None]]


@dataclass(slots=True)
class _Kept:
    found: Pass
    until: int
    seen_at: int


async def login_pass(view: View, account_id: int, mark: str) -> Pass | None:
    """The login with this fingerprint, if it and its person are good."""
    login_id = await LOGIN_BY_FINGERPRINT.get(view, mark)
    login = None if login_id is None else await LOGINS.get(view, login_id)
    if login is None or login.account_id != account_id or login.ends_at <= view.now:
        return None
    person = await PEOPLE.get(view, login.person_id)
    if person is None or not person.active:
        return None
    return Pass(actor=replace(_actor(person), login_id=login.id), seen_at=login.last_seen_at, ends_at=login.ends_at)


async def token_pass(view: View, account_id: int, mark: str) -> Pass | None:
    """The API token with this fingerprint, if it and its person are good."""
    token_id = await TOKEN_BY_FINGERPRINT.get(view, mark)
    token = None if token_id is None else await TOKENS.get(view, token_id)
    if token is None or token.account_id != account_id or (token.expires_at or NEVER) <= view.now:
        return None
    person = await PEOPLE.get(view, token.person_id)
    if person is None or not person.active:
        return None
    actor = replace(_actor(person), token_id=token.id, scopes=token.needs)
    return Pass(actor=actor, seen_at=token.last_used_at or 0, ends_at=token.expires_at or NEVER)


def _actor(person: PersonRow) -> Actor:
    return Actor(account_id=person.account_id, person_id=person.id, role=Role(person.role), locale=person.locale)


class Gate:
    """Knows who asks. A pass is kept for seconds, so that most requests cost no query."""

    def __init__(
        self, store: Store, hosts: Hosts, keyring: Keyring, clock: Clock, public_url: str | None = None
    ) -> None:
        self._store = store
        self._hosts = hosts
        self._keyring = keyring
        self._clock = clock
        self._public_url = public_url
        self.https = (public_url or "").startswith("https:")
        self._kept: dict[str, _Kept] = {}
        self._generation = 0

    async def actor_of(self, knock: Knock) -> Actor:
        """Who makes this request.

        Raises LoginNeeded, CsrfFailed, AccountNotFound.
        """
        account = await self._hosts.account_of(knock.host)
        if knock.bearer is not None:
            return await self._by_token(account.id, knock.bearer)
        actor = await self._by_login(account.id, knock)
        if knock.method not in _SAFE:
            self._check_csrf(knock, actor)
        return actor

    async def actor_of_socket(self, knock: Knock) -> Actor:
        """Who opens this socket: a cookie only from our own pages, a token from anywhere.

        Raises LoginNeeded, OriginNotAllowed, AccountNotFound.
        """
        account = await self._hosts.account_of(knock.host)
        bearer = knock.bearer or knock.subprotocol_bearer
        if bearer is not None:
            return await self._by_token(account.id, bearer)
        if not knock.came_from(self._public_url):
            raise OriginNotAllowed
        return await self._by_login(account.id, knock)

    def check_origin(self, knock: Knock) -> None:
        """Refuse a page of another site where there is no login yet whose CSRF token could be asked for.

        Raises OriginNotAllowed.
        """
        if knock.came_from(self._public_url) is False:
            raise OriginNotAllowed

    def csrf_token(self, actor: Actor) -> str | None:
        """The token that requests of this login show when they change something; None for API tokens."""
        return None if actor.login_id is None else self._keyring.sign(_CSRF, str(actor.login_id))

    async def still(self, actor: Actor) -> bool:
        """Whether a socket's actor is still good: its login or token may have expired since the handshake."""
        return await self._store.read(_still, actor)

    def forget(self, committed: Committed) -> None:
        """Forget whom a change concerns; called with every commit of every node."""
        changed = {logged.fact.person_id for logged in committed.facts_of(PersonChanged, LoginEnded, TokenRevoked)}
        if changed:
            self._generation += 1
            self._kept = {m: kept for m, kept in self._kept.items() if kept.found.actor.person_id not in changed}

    def _check_csrf(self, knock: Knock, actor: Actor) -> None:
        shown = self._keyring.verify(_CSRF, knock.headers.get(CSRF_HEADER, ""))
        if shown is None or shown != str(actor.login_id):
            raise CsrfFailed

    async def _by_login(self, account_id: int, knock: Knock) -> Actor:
        cookie = knock.cookies.get(LOGIN_COOKIE)
        if not cookie:
            raise LoginNeeded
        return await self._admit(account_id, fingerprint(cookie), login_pass)

    async def _by_token(self, account_id: int, token: str) -> Actor:
        if not token.startswith(TOKEN_PREFIX):
            raise LoginNeeded
        return await self._admit(account_id, fingerprint(token), token_pass)

    async def _admit(self, account_id: int, mark: str, look: Look) -> Actor:
        now = self._clock.now()
        kept = self._kept.get(mark)
        if kept is None or now >= kept.until:
            kept = await self._look(account_id, mark, look)
        if kept is None or kept.found.actor.account_id != account_id or kept.found.ends_at <= now:
            raise LoginNeeded
        await self._see(kept, now)
        return kept.found.actor

    async def _look(self, account_id: int, mark: str, look: Look) -> _Kept | None:
        generation = self._generation
        found = await self._store.read(look, account_id, mark)
        if found is None:
            return None
        kept = _Kept(found, self._clock.now() + KEPT_MS, found.seen_at)
        # What ended while this was read must not be remembered as good.
        if generation == self._generation:
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[mark] = kept
        return kept

    async def _see(self, kept: _Kept, now: int) -> None:
        """Note the use every few minutes. A store that cannot write keeps nobody from reading."""
        actor = kept.found.actor
        if now - kept.seen_at < (SEEN_EVERY_MS if actor.token_id is None else USED_EVERY_MS):
            return
        kept.seen_at = now
        with contextlib.suppress(Unavailable):
            if actor.login_id is not None:
                await self._store.commit(see_login, actor.login_id)
            elif actor.token_id is not None:
                await self._store.commit(see_token, actor.token_id)


async def _still(view: View, actor: Actor) -> bool:
    person = await PEOPLE.get(view, actor.person_id)
    if person is None or not person.active or person.role != actor.role:
        return False
    if actor.login_id is not None:
        login = await LOGINS.get(view, actor.login_id)
        return login is not None and login.ends_at > view.now
    token = None if actor.token_id is None else await TOKENS.get(view, actor.token_id)
    return token is not None and (token.expires_at or NEVER) > view.now
