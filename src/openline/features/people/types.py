"""Words of the people slice: roles, needs, the actor of a request, kinds of links, and checks of what people type."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from openline.kit.errors import InvalidField
from openline.kit.text import clean

LOGIN_COOKIE = "openline_login"
CSRF_COOKIE = "csrftoken"
CSRF_HEADER = "x-csrftoken"
TOKEN_PREFIX = "ol_"  # noqa: S105 - marks a token, is none
DEMO_PASSWORD = "openline-demo"  # noqa: S105 - works on this very computer only (docs/behaviour/people.md, 6)

MAX_NAME = 255
MAX_COMMENT = 500
MAX_SKILLS = 20
MAX_SKILL_NAME = 50
MAX_LEVEL = 5
MAX_EMAIL = 254
MAX_EMAIL_LOCAL = 64
_EMAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\".]+(?:\.[^\s@<>()\[\]\\,;:\".]+)*")


class Role(StrEnum):
    """What a person is in the account."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    AGENT = "agent"


class Need(StrEnum):
    """What a caller wants to do; also the scopes of API tokens and the `rights` of /me."""

    CONVERSATIONS_READ = "conversations:read"
    CONVERSATIONS_WRITE = "conversations:write"
    CONTACTS_WRITE = "contacts:write"
    CHANNELS_READ = "channels:read"
    CHANNELS_WRITE = "channels:write"
    CANNED_WRITE = "canned:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    TOKENS_WRITE = "tokens:write"
    OWN_LOGIN = "own:login"
    SEE_ALL = "all:read"


AGENT_RIGHTS = frozenset(
    {
        Need.CONVERSATIONS_READ, Need.CONVERSATIONS_WRITE, Need.CONTACTS_WRITE, Need.CHANNELS_READ, Need.PEOPLE_READ,
        Need.OWN_LOGIN,
    }
)  # fmt: skip
SUPERVISOR_RIGHTS = AGENT_RIGHTS | {Need.SEE_ALL, Need.CANNED_WRITE}
RIGHTS = {
    Role.ADMINISTRATOR: frozenset(Need),
    Role.SUPERVISOR: SUPERVISOR_RIGHTS,
    Role.AGENT: AGENT_RIGHTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who makes a request: a person by login cookie, or a program by a token of that person narrowed to scopes."""

    account_id: int
    person_id: int
    role: Role
    locale: str
    login_id: int | None = None
    token_id: int | None = None
    scopes: frozenset[Need] | None = None

    @property
    def rights(self) -> frozenset[Need]:
        """What the role allows, narrowed by the token's scopes."""
        allowed = RIGHTS[self.role]
        return allowed if self.scopes is None else allowed & self.scopes

    @property
    def sees_all(self) -> bool:
        """Sees every conversation of the account, not only his own."""
        return Need.SEE_ALL in self.rights

    def may(self, need: Need) -> bool:
        """Whether the actor may do this at all; whose row it is, the slice's `access_*` door decides."""
        return need in self.rights


class WorkdayState(StrEnum):
    """Where somebody's working day stands, if his working time is managed."""

    STARTED = "started"
    ON_BREAK = "on_break"
    ENDED = "ended"


class AbsenceKind(StrEnum):
    """Why somebody is away for whole days."""

    VACATION = "vacation"
    SICK = "sick"
    LEAVE = "leave"
    OTHER = "other"


class LinkKind(StrEnum):
    """What a link from a mail, a screen or a terminal is for."""

    RESET = "reset"
    INVITATION = "invitation"
    FIRST_ADMINISTRATOR = "first_administrator"


class Ending(StrEnum):
    """Why a login ended."""

    ENDED = "ended"
    PASSWORD = "password"  # noqa: S105 - the password was changed
    DEACTIVATED = "deactivated"
    EXPIRED = "expired"
    TOO_MANY = "too_many"


def folded_email(text: str) -> str:
    """An address as it is stored and compared: the same letters in another case are the same address.

    Of a longer text than an address can be only so much is kept that it is still too long.
    """
    return unicodedata.normalize("NFC", text.strip()[: MAX_EMAIL + 1]).casefold()


def checked_email(text: str) -> str:
    """A plausible address, folded; whether it exists, only a mail can tell.

    Raises InvalidField.
    """
    email = folded_email(text)
    local = email.partition("@")[0]
    if len(email) > MAX_EMAIL or len(local) > MAX_EMAIL_LOCAL or not _EMAIL.fullmatch(email):
        raise InvalidField(field="email", reason="an e-mail address")
    return email


def folded_skill(name: str) -> str:
    """A skill as it is stored and compared: small letters, single spaces."""
    return " ".join(clean(name).split()).casefold()


def checked_name(text: str) -> str:
    """A name on one line.

    Raises InvalidField.
    """
    name = " ".join(clean(text).split())
    if not name or len(name) > MAX_NAME:
        raise InvalidField(field="name", reason=f"1 to {MAX_NAME} characters")
    return name
