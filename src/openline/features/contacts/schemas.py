"""Wire shapes of contacts."""

import msgspec

from openline.features.contacts.repository import Contact as Row
from openline.features.contacts.repository import Identity as IdentityRow
from openline.features.contacts.repository import answers_of
from openline.kit.wire import Answer, Request, instant


def _avatar(row: Row) -> str | None:
    """His picture, for whoever may see the contact; another picture has another address."""
    return None if row.avatar_file_id is None else f"/api/v1/contacts/{row.id}/avatar?v={row.avatar_file_id}"


class Identity(Answer, frozen=True, kw_only=True):
    """One identity of a contact."""

    kind: str
    value: str
    verified: bool


class ContactBrief(Answer, frozen=True, kw_only=True):
    """A contact as a conversation shows it."""

    id: str
    number: int
    name: str | None
    email: str | None
    locale: str | None
    avatar_url: str | None = None

    @classmethod
    def of(cls, row: Row) -> "ContactBrief":
        return cls(
            id=str(row.id), number=row.number, name=row.name, email=row.email, locale=row.locale,
            avatar_url=_avatar(row),
        )  # fmt: skip


class Responsible(Answer, frozen=True, kw_only=True):
    """The agent whose customer a contact is."""

    id: str
    name: str


class Field(Answer, frozen=True, kw_only=True):
    """What a customer answered in a form."""

    label: str
    value: str


class Contact(Answer, frozen=True, kw_only=True):
    """A contact with everything known."""

    id: str
    number: int
    name: str | None
    email: str | None
    phone: str | None
    locale: str | None
    time_zone: str | None
    identities: list[Identity]
    created_at: str
    avatar_url: str | None = None
    responsible: Responsible | None = None
    fields: list[Field] = msgspec.field(default_factory=list)

    @classmethod
    def of(cls, row: Row, identities: list[IdentityRow], responsible: Responsible | None) -> "Contact":
        return cls(
            id=str(row.id), number=row.number, name=row.name, email=row.email, phone=row.phone, locale=row.locale,
            time_zone=row.time_zone, created_at=instant(row.created_at),
            avatar_url=_avatar(row), responsible=responsible,
            fields=[Field(label=label, value=value) for label, value in answers_of(row).items()],
            identities=[Identity(kind=i.kind, value=i.value, verified=bool(i.verified)) for i in identities],
        )  # fmt: skip


class Assign(Request, frozen=True, kw_only=True):
    """Whose customer a contact is from now on; null: nobody's."""

    person_id: str | None


class EditContact(Request, frozen=True, kw_only=True):
    """What an agent may correct; an empty text clears a field."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
