"""All SQL of people, logins, links and API tokens."""

from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.people import tables
from openline.features.people.types import Need, Role
from openline.kit.clock import DAY
from openline.store import Query, Records, View

MAX_PEOPLE = 5_000
MAX_LOGINS = 50  # of one person; the least recently seen one ends when another starts
MAX_TOKENS = 50  # of one person
MAX_LINKS = 5  # of one person or, for first administrators, of an account
MAX_ABSENCES = 200  # of one person
MAX_PURGE = 500  # rows of one table in one go

LOGIN_LASTS_MS = 30 * DAY
LOGIN_IDLE_MS = 7 * DAY


class PersonRow(msgspec.Struct, frozen=True):
    """A person; without a password hash he was invited and has not joined yet."""

    id: int
    account_id: int
    number: int
    name: str
    email: str
    role: str
    password_hash: str | None
    locale: str
    time_zone: str
    active: int
    demo: int
    created_at: int
    version: int
    workday: str | None = None
    workday_since: int | None = None
    paused: int = 0
    absence: str | None = None
    skills: str | None = None

    @property
    def manages(self) -> bool:
        """Can log in and manage the account."""
        return bool(self.active) and self.role == Role.ADMINISTRATOR and self.password_hash is not None


class Leave(msgspec.Struct, frozen=True, kw_only=True):
    """The absence that somebody is on today, as it stands with him."""

    kind: str
    first_day: str
    last_day: str


class AbsenceRow(msgspec.Struct, frozen=True):
    """Whole days on which somebody is not there."""

    id: int
    account_id: int
    person_id: int
    kind: str
    first_day: str
    last_day: str
    comment: str | None


class LoginRow(msgspec.Struct, frozen=True):
    """A browser that logged in."""

    id: int
    account_id: int
    person_id: int
    fingerprint: str
    ip: str
    agent: str
    created_at: int
    last_seen_at: int

    @property
    def ends_at(self) -> int:
        """When it expires if nothing more comes."""
        return min(self.created_at + LOGIN_LASTS_MS, self.last_seen_at + LOGIN_IDLE_MS)


class LinkRow(msgspec.Struct, frozen=True):
    """A link that sets a password once."""

    id: int
    account_id: int
    person_id: int | None
    kind: str
    fingerprint: str
    created_at: int
    expires_at: int


class TokenRow(msgspec.Struct, frozen=True):
    """An API token; `scopes` is a JSON list."""

    id: int
    account_id: int
    person_id: int
    name: str
    scopes: str
    fingerprint: str
    created_at: int
    expires_at: int | None
    last_used_at: int | None

    @property
    def needs(self) -> frozenset[Need]:
        """Its scopes; one that this version does not know any more allows nothing."""
        known = set(Need)
        return frozenset(Need(scope) for scope in msgspec.json.decode(self.scopes, type=list[str]) if scope in known)


def _whole(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


PEOPLE = Records(tables.PEOPLE, PersonRow, rank=40, kept=True)
PERSON_BY_EMAIL = PEOPLE.lookup("account_id", "email")
LOGINS = Records(tables.LOGINS, LoginRow, rank=42)
LOGIN_BY_FINGERPRINT = LOGINS.lookup("fingerprint")
LINKS = Records(tables.LINKS, LinkRow, rank=44)
LINK_BY_FINGERPRINT = LINKS.lookup("fingerprint")
TOKENS = Records(tables.TOKENS, TokenRow, rank=46)
TOKEN_BY_FINGERPRINT = TOKENS.lookup("fingerprint")

ABSENCES = Records(tables.ABSENCES, AbsenceRow, guarded=True)

_P, _L, _K, _T = tables.PEOPLE.c, tables.LOGINS.c, tables.LINKS.c, tables.TOKENS.c

OF_ACCOUNT = PEOPLE.where("of account", _P.account_id == _whole("account_id"), order=_P.number, limit=MAX_PEOPLE)
PAGE = PEOPLE.where("page", _P.account_id == _whole("account_id"), _P.number > _whole("after"), order=_P.number)
MANAGERS = PEOPLE.where(
    "who manage", _P.account_id == _whole("account_id"), _P.active == 1,
    _P.role == sa.literal_column("'administrator'"), _P.password_hash.is_not(None), order=_P.id, limit=2,
)  # fmt: skip
ABSENCES_OF = ABSENCES.where(
    "of person", tables.ABSENCES.c.account_id == _whole("account_id"),
    tables.ABSENCES.c.person_id == _whole("person_id"), order=(tables.ABSENCES.c.first_day, tables.ABSENCES.c.id),
    limit=2 * MAX_ABSENCES,
)  # fmt: skip
COUNT: Query[int] = Query(
    "people count",
    sa.select(sa.func.count()).select_from(tables.PEOPLE).where(_P.account_id == _whole("account_id")),
    int,
)
LOGINS_OF = LOGINS.where(
    "of person", _L.account_id == _whole("account_id"), _L.person_id == _whole("person_id"),
    order=(_L.last_seen_at.desc(), _L.id.desc()), limit=2 * MAX_LOGINS,
)  # fmt: skip
LINKS_OF = LINKS.where(
    "of person", _K.account_id == _whole("account_id"), _K.person_id == _whole("person_id"), order=_K.id,
    limit=10 * MAX_LINKS,
)  # fmt: skip
LINKS_OF_NOBODY = LINKS.where(
    "of nobody", _K.account_id == _whole("account_id"), _K.person_id.is_(None), order=_K.id, limit=10 * MAX_LINKS
)
TOKENS_OF = TOKENS.where(
    "of person", _T.account_id == _whole("account_id"), _T.person_id == _whole("person_id"), order=_T.id,
    limit=2 * MAX_TOKENS,
)  # fmt: skip
TOKEN_PAGE = TOKENS.where("page", _T.account_id == _whole("account_id"), _T.id < _whole("before"), order=_T.id.desc())
EXPIRED_LOGINS = LOGINS.where(
    "expired", (_L.last_seen_at <= _whole("idle_since")) | (_L.created_at <= _whole("born_before")), order=_L.id,
    limit=MAX_PURGE,
)  # fmt: skip
EXPIRED_TOKENS = TOKENS.where("expired", _T.expires_at <= _whole("now"), order=_T.id, limit=MAX_PURGE)
EXPIRED_LINKS = LINKS.where("expired", _K.expires_at <= _whole("now"), order=_K.id, limit=MAX_PURGE)


async def logins_of(view: View, account_id: int, person_id: int) -> list[LoginRow]:
    """A person's logins, the one seen last first; expired ones may be among them."""
    return await view.list(LOGINS_OF, account_id=account_id, person_id=person_id)


async def absences_of(view: View, account_id: int, person_id: int) -> list[AbsenceRow]:
    """A person's absences, past and coming, by their first day."""
    return await view.list(ABSENCES_OF, account_id=account_id, person_id=person_id)


async def links_of(view: View, account_id: int, person_id: int | None) -> list[LinkRow]:
    """A person's links, or the first administrator's, oldest first."""
    if person_id is None:
        return await view.list(LINKS_OF_NOBODY, account_id=account_id)
    return await view.list(LINKS_OF, account_id=account_id, person_id=person_id)


async def tokens_of(view: View, account_id: int, person_id: int) -> list[TokenRow]:
    """A person's API tokens, oldest first."""
    return await view.list(TOKENS_OF, account_id=account_id, person_id=person_id)


async def logins_expired(view: View) -> list[LoginRow]:
    """Some of all accounts' logins that are over."""
    return await view.list(EXPIRED_LOGINS, idle_since=view.now - LOGIN_IDLE_MS, born_before=view.now - LOGIN_LASTS_MS)
