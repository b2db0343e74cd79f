"""Who is on the other side, as the platform knows him: a set of names, none of which is *the* name."""

from collections.abc import Iterator
from dataclasses import dataclass

from openline.connectors.base.parts import MediaRef


@dataclass(frozen=True, slots=True)
class Identity:
    """One name of a person, unique in an account by (kind, namespace, value).

    The connector names the namespace: empty where a value means the same person everywhere (e-mail, phone), else the
    place where it does (a page, a bot, a widget). Not `verified`: somebody says so, nobody has proved it.
    """

    kind: str
    value: str
    namespace: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class IdentitySet:
    """All names that came with one event, the strongest first: one person owns many, and may lose one of them."""

    identities: tuple[Identity, ...] = ()

    def __iter__(self) -> Iterator[Identity]:
        return iter(self.identities)

    def __bool__(self) -> bool:
        return bool(self.identities)

    def of(self, kind: str) -> Identity | None:
        """The name of this kind, or None."""
        return next((identity for identity in self.identities if identity.kind == kind), None)


NOBODY = IdentitySet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a platform or a form tells about a person. Everything may be missing, nothing is proved."""

    name: str | None = None
    username: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    avatar: MediaRef | None = None
