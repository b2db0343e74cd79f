"""Words of the people slice: roles, needs, and the actor of a request."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the account."""

    ADMINISTRATOR = "administrator"
    AGENT = "agent"


class Need(StrEnum):
    """What a caller wants to do; also the scopes of API tokens and the `rights` of /me."""

    CONVERSATIONS_READ = "conversations:read"
    CONVERSATIONS_WRITE = "conversations:write"
    CONTACTS_WRITE = "contacts:write"
    CHANNELS_READ = "channels:read"
    CHANNELS_WRITE = "channels:write"
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
RIGHTS = {Role.ADMINISTRATOR: frozenset(Need), Role.AGENT: AGENT_RIGHTS}


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
