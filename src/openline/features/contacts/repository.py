"""All SQL of contacts."""

import msgspec
import sqlalchemy as sa

from openline.features.contacts.tables import CONTACTS as CONTACT_TABLE
from openline.features.contacts.tables import IDENTITIES as IDENTITY_TABLE
from openline.store import Records, View

MAX_IDENTITIES = 100
_CONTACT = sa.bindparam("contact_id", type_=sa.BigInteger)


class Contact(msgspec.Struct, frozen=True):
    """A customer. `responsible_id` is the agent whose customer he is; `fields` what he answered in forms, as JSON."""

    id: int
    account_id: int
    number: int
    name: str | None
    email: str | None
    phone: str | None
    locale: str | None
    time_zone: str | None
    created_at: int
    avatar_file_id: int | None = None
    responsible_id: int | None = None
    fields: str | None = None


class Identity(msgspec.Struct, frozen=True):
    """A way to recognise a customer; unique by (account, kind, namespace, value), the connector names the namespace."""

    id: int
    account_id: int
    kind: str
    namespace: str
    value: str
    contact_id: int
    verified: int
    created_at: int


def answers_of(contact: Contact) -> dict[str, str]:
    """What a customer answered in forms, by question."""
    return msgspec.json.decode(contact.fields, type=dict[str, str]) if contact.fields else {}


CONTACTS = Records(CONTACT_TABLE, Contact, rank=60, kept=True)
IDENTITIES = Records(IDENTITY_TABLE, Identity)
IDENTITY_BY_VALUE = IDENTITIES.lookup("account_id", "kind", "namespace", "value")
_OF_CONTACT = IDENTITIES.where(
    "of contact", IDENTITY_TABLE.c.contact_id == _CONTACT, order=IDENTITY_TABLE.c.id, limit=MAX_IDENTITIES
)


async def identities_of(view: View, contact_id: int) -> list[Identity]:
    """The identities of a contact, oldest first."""
    return await view.list(_OF_CONTACT, contact_id=contact_id)
