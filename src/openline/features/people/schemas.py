"""Wire shapes of people, logins, links and API tokens."""

from typing import Any

import msgspec

from openline.features.accounts.schemas import Account
from openline.features.people.repository import AbsenceRow, Leave, LoginRow, PersonRow, TokenRow
from openline.features.people.types import AbsenceKind, LinkKind, Need, Role, WorkdayState
from openline.kit.i18n import Locale
from openline.kit.wire import Answer, Page, Request, Secret, instant, instant_or_none

OFFLINE = "offline"


class Workday(Answer, frozen=True, kw_only=True):
    """Somebody's working day, if his working time is managed."""

    state: WorkdayState
    since: str | None


class AbsenceNow(Answer, frozen=True, kw_only=True):
    """The absence somebody is on today; days in his zone, both included. Its kind is not for colleagues: they get null,
    and so does everybody on the stream.
    """

    kind: AbsenceKind | None
    from_: str = msgspec.field(name="from")
    to: str


class Person(Answer, frozen=True, kw_only=True):
    """A person; `joined` is false while an invitation has not been used."""

    id: str
    number: int
    name: str
    email: str
    role: Role
    locale: str
    time_zone: str
    active: bool
    joined: bool
    presence: str
    workday: Workday | None
    paused: bool
    absence: AbsenceNow | None
    skills: dict[str, int]
    avatar_url: str | None
    created_at: str
    version: int

    @classmethod
    def of(cls, row: PersonRow, presence: str = OFFLINE) -> "Person":
        return cls(
            id=str(row.id), number=row.number, name=row.name, email=row.email, role=Role(row.role), locale=row.locale,
            time_zone=row.time_zone, active=bool(row.active), joined=row.password_hash is not None, presence=presence,
            workday=_workday(row), paused=bool(row.paused), absence=_absence(row), skills=skills_of(row),
            avatar_url=None, created_at=instant(row.created_at), version=row.version,
        )  # fmt: skip


def without_reason(person: Person) -> Person:
    """That somebody is absent, without why."""
    if person.absence is None:
        return person
    return msgspec.structs.replace(person, absence=msgspec.structs.replace(person.absence, kind=None))


def _workday(row: PersonRow) -> Workday | None:
    if row.workday is None:
        return None
    return Workday(state=WorkdayState(row.workday), since=instant_or_none(row.workday_since))


def _absence(row: PersonRow) -> AbsenceNow | None:
    if row.absence is None:
        return None
    leave = msgspec.json.decode(row.absence, type=Leave)
    return AbsenceNow(kind=AbsenceKind(leave.kind), from_=leave.first_day, to=leave.last_day)


def skills_of(row: PersonRow) -> dict[str, int]:
    """Levels by skill."""
    return msgspec.json.decode(row.skills, type=dict[str, int]) if row.skills else {}


class SetWorkday(Request, frozen=True, kw_only=True):
    """Start the day, take a break, go on, end the day."""

    state: WorkdayState


class SetPause(Request, frozen=True, kw_only=True):
    """Take nothing new for a while, or go on."""

    on: bool


class SetWorkingTime(Request, frozen=True, kw_only=True):
    """Whether somebody's working time is managed."""

    managed: bool


class SetSkills(Request, frozen=True, kw_only=True):
    """All skills somebody has, with their levels from 1 to 5."""

    skills: dict[str, int]


class NewAbsence(Request, frozen=True, kw_only=True):
    """Whole days, both included: `2026-12-24`."""

    kind: AbsenceKind
    from_: str = msgspec.field(name="from")
    to: str
    comment: str | None = None


class Absence(Answer, frozen=True, kw_only=True):
    """Days on which somebody is not there, in his zone."""

    id: str
    kind: AbsenceKind
    from_: str = msgspec.field(name="from")
    to: str
    comment: str | None

    @classmethod
    def of(cls, row: AbsenceRow) -> "Absence":
        return cls(
            id=str(row.id), kind=AbsenceKind(row.kind), from_=row.first_day, to=row.last_day, comment=row.comment
        )


class AbsencePage(Page, frozen=True, kw_only=True):
    """A person's absences by their first day."""

    items: list[Absence]


class PersonPage(Page, frozen=True, kw_only=True):
    """People by number."""

    items: list[Person]


class NewPerson(Request, frozen=True, kw_only=True):
    """Somebody to invite; language and zone are the account's unless said."""

    name: str
    email: str
    role: Role
    locale: Locale | None = None
    time_zone: str | None = None


class EditPerson(Request, frozen=True, kw_only=True):
    """What an administrator changes."""

    name: str | None = None
    role: Role | None = None
    locale: Locale | None = None
    time_zone: str | None = None
    active: bool | None = None
    version: int | None = None


class InvitedPerson(Person, frozen=True, kw_only=True):
    """A new person with the link that lets him choose a password: shown once."""

    invite_url: str


class Invitation(Answer, frozen=True, kw_only=True):
    """A new invitation; `mailed` says that it is also on its way by mail."""

    invite_url: str
    mailed: bool


class ResetLink(Answer, frozen=True, kw_only=True):
    """A reset link to hand over, or, where mail is set up, none: it is on its way."""

    reset_url: str | None
    mailed: bool


class MyPresence(Answer, frozen=True, kw_only=True):
    """My presence: what it is, what I chose, from how many sockets, and why it differs."""

    state: str = OFFLINE
    chosen: str = "online"
    sockets: int = 0
    reason: str | None = None


class Me(Answer, frozen=True, kw_only=True):
    """Who I am. `csrf_token` is null for API tokens: they need none."""

    person: Person
    account: Account
    rights: list[Need]
    csrf_token: str | None
    presence: MyPresence


class EditMe(Request, frozen=True, kw_only=True):
    """What everybody may change about himself."""

    name: str | None = None
    locale: Locale | None = None
    time_zone: str | None = None


class ChangePassword(Request, frozen=True, kw_only=True):
    """The old password proves that it is not somebody at an unlocked screen."""

    old: Secret
    new: Secret


class LogIn(Request, frozen=True, kw_only=True):
    """Who wants in."""

    email: str
    password: Secret


class Login(Answer, frozen=True, kw_only=True):
    """A browser that is logged in."""

    id: str
    current: bool
    ip: str
    agent: str
    created_at: str
    last_seen_at: str

    @classmethod
    def of(cls, row: LoginRow, current_id: int | None) -> "Login":
        return cls(
            id=str(row.id), current=row.id == current_id, ip=row.ip, agent=row.agent,
            created_at=instant(row.created_at), last_seen_at=instant(row.last_seen_at),
        )  # fmt: skip


class LoginPage(Page, frozen=True, kw_only=True):
    """My logins, the one seen last first."""

    items: list[Login]


class AskReset(Request, frozen=True, kw_only=True):
    """Who forgot the password."""

    email: str


class LinkInfo(Answer, frozen=True, kw_only=True):
    """What a link is for; without `email` its user gives one."""

    kind: LinkKind
    email: str | None
    name: str | None
    account: str


class UseLink(Request, frozen=True, kw_only=True):
    """The password to set. The first administrator also says who he is."""

    password: Secret
    name: str | None = None
    email: str | None = None
    locale: Locale | None = None
    time_zone: str | None = None


class DemoLogin(Answer, frozen=True, kw_only=True):
    """A login that works on this computer only."""

    email: str
    password: str
    name: str
    role: Role


class Setup(Answer, frozen=True, kw_only=True):
    """What the login page must know before anybody is logged in."""

    needed: bool
    demo: bool
    demo_logins: list[DemoLogin]


class NewToken(Request, frozen=True, kw_only=True):
    """A token for a program that acts as its maker, within these scopes."""

    name: str
    scopes: list[Need]
    expires_at: str | None = None


class Token(Answer, frozen=True, kw_only=True):
    """An API token, without the token."""

    id: str
    person_id: str
    name: str
    scopes: list[Need]
    created_at: str
    expires_at: str | None
    last_used_at: str | None

    @classmethod
    def of(cls, row: TokenRow) -> "Token":
        return cls(**_fields(row))


class TokenMade(Token, frozen=True, kw_only=True):
    """A new API token: shown once."""

    token: str

    @classmethod
    def with_token(cls, row: TokenRow, token: str) -> "TokenMade":
        return cls(token=token, **_fields(row))


def _fields(row: TokenRow) -> dict[str, Any]:
    return {
        "id": str(row.id), "person_id": str(row.person_id), "name": row.name, "scopes": sorted(row.needs),
        "created_at": instant(row.created_at), "expires_at": instant_or_none(row.expires_at),
        "last_used_at": instant_or_none(row.last_used_at),
    }  # fmt: skip


class TokenPage(Page, frozen=True, kw_only=True):
    """The account's API tokens, newest first."""

    items: list[Token]
