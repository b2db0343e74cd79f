"""Facts about people, their logins, links and tokens. What concerns one person's security is private to him."""

from typing import ClassVar

from openline.features.people.types import Ending, LinkKind, Role
from openline.store import Fact


class PersonChanged(Fact, frozen=True, kw_only=True):
    """Added, renamed, given another role, deactivated, reactivated, at work or not; everybody is told."""

    kind = "person.changed"
    active: bool
    role: Role
    version: int
    workday: str | None = None
    paused: bool = False
    on_leave: bool = False


class LoginStarted(Fact, frozen=True, kw_only=True):
    """A browser logged in."""

    kind = "login.started"
    private: ClassVar[bool] = True
    login_id: int


class LoginEnded(Fact, frozen=True, kw_only=True):
    """A login ended; sockets that came with it end too."""

    kind = "login.ended"
    private: ClassVar[bool] = True
    login_id: int
    reason: Ending


class PasswordChanged(Fact, frozen=True, kw_only=True):
    """A password was set or changed."""

    kind = "password.changed"
    private: ClassVar[bool] = True


class LinkMade(Fact, frozen=True, kw_only=True):
    """A link was made that lets its holder set a password."""

    kind = "link.made"
    private: ClassVar[bool] = True
    link_id: int
    link_kind: LinkKind


class LinkUsed(Fact, frozen=True, kw_only=True):
    """Its holder set a password."""

    kind = "link.used"
    private: ClassVar[bool] = True
    link_id: int
    link_kind: LinkKind


class TokenMade(Fact, frozen=True, kw_only=True):
    """An API token was made."""

    kind = "token.made"
    private: ClassVar[bool] = True
    token_id: int


class TokenRevoked(Fact, frozen=True, kw_only=True):
    """An API token ended; sockets that came with it end too."""

    kind = "token.revoked"
    private: ClassVar[bool] = True
    token_id: int
