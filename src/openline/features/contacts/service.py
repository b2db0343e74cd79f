"""Contacts: found or made by identity, corrected and assigned by agents. Who may see one, conversations decide."""

from collections.abc import Mapping, Sequence

import msgspec

from openline.features.contacts import schemas
from openline.features.contacts.errors import ContactNotFound
from openline.features.contacts.events import ContactChanged
from openline.features.contacts.repository import (
    CONTACTS,
    IDENTITIES,
    IDENTITY_BY_VALUE,
    Contact,
    Identity,
    answers_of,
    identities_of,
)
from openline.features.people.service import PEOPLE
from openline.features.people.service.rows import person_row
from openline.kit.errors import InvalidField
from openline.kit.text import clean
from openline.store import UnitOfWork, View

__all__ = [
    "CONTACTS",
    "Contact",
    "IdentityKey",
    "Profile",
    "add_answers",
    "add_identities",
    "announce",
    "assign",
    "contact_of",
    "contact_with",
    "edit",
    "find_or_add",
    "show",
    "update_profile",
]

MAX_ANSWERS = 50
LIMITS = {"name": 255, "email": 254, "phone": 32, "locale": 35, "time_zone": 64}


class IdentityKey(msgspec.Struct, frozen=True):
    """What a connector knows a customer by."""

    kind: str
    namespace: str
    value: str
    verified: bool = False


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer's side says of him: hints, not proofs. Too long values are cut, none is refused."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    locale: str | None = None
    time_zone: str | None = None

    def known(self) -> dict[str, str]:
        """The fields that hold something, cleaned."""
        found = {name: clean(value)[: LIMITS[name]] for name, value in msgspec.structs.asdict(self).items() if value}
        return {name: value for name, value in found.items() if value}


async def find_or_add(
    uow: UnitOfWork, account_id: int, keys: Sequence[IdentityKey], profile: Profile
) -> tuple[Contact, bool]:
    """The contact with one of these identities, the strongest first, or a new one; whether it is new.

    Identities that nobody has become his; one that is another contact's stays there. What the profile adds to an
    unknown field is kept.
    """
    contact = await contact_with(uow, account_id, keys)
    if contact is not None:
        await add_identities(uow, contact, keys)
        return await update_profile(uow, contact.id, profile), False
    contact = Contact(
        id=uow.new_id(), account_id=account_id, number=uow.number(account_id, "contact"), name=None, email=None,
        phone=None, locale=None, time_zone=None, created_at=uow.now,
    )  # fmt: skip
    contact = CONTACTS.add(uow, msgspec.structs.replace(contact, **profile.known()))
    await add_identities(uow, contact, keys)
    return contact, True


async def contact_with(uow: UnitOfWork, account_id: int, keys: Sequence[IdentityKey]) -> Contact | None:
    """The contact with the strongest of these identities that anybody has."""
    for key in keys:
        identity_id = await IDENTITY_BY_VALUE.get(uow, account_id, key.kind, key.namespace, key.value)
        if identity_id is not None:
            identity = await IDENTITIES.get(uow, identity_id)
            assert identity is not None
            return await CONTACTS.get(uow, identity.contact_id)
    return None


async def add_identities(uow: UnitOfWork, contact: Contact, keys: Sequence[IdentityKey]) -> bool:
    """Give a contact the identities that nobody has yet; whether there was one."""
    added = False
    for key in keys:
        place = (contact.account_id, key.kind, key.namespace, key.value)
        if await IDENTITY_BY_VALUE.get(uow, *place) is not None:
            continue
        identity = Identity(
            id=uow.new_id(), account_id=contact.account_id, kind=key.kind, namespace=key.namespace, value=key.value,
            contact_id=contact.id, verified=int(key.verified), created_at=uow.now,
        )  # fmt: skip
        IDENTITIES.add(uow, identity)
        IDENTITY_BY_VALUE.learn(uow, place, identity.id)
        added = True
    return added


async def update_profile(uow: UnitOfWork, contact_id: int, profile: Profile) -> Contact:
    """Fill what is still unknown; what is known already is never overwritten by the customer's side."""
    contact = await CONTACTS.get(uow, contact_id)
    assert contact is not None
    news = {name: value for name, value in profile.known().items() if getattr(contact, name) is None}
    if not news:
        return contact
    held = await CONTACTS.hold(uow, contact_id)
    assert held is not None
    news = {name: value for name, value in news.items() if getattr(held, name) is None}
    return CONTACTS.change(uow, held, **news) if news else held


async def add_answers(uow: UnitOfWork, contact_id: int, answers: Mapping[str, str]) -> None:
    """Keep what a customer answered, by question: the newest counts, the oldest are forgotten first."""
    if not answers:
        return
    contact = await CONTACTS.hold(uow, contact_id)
    assert contact is not None
    known = {question: value for question, value in answers_of(contact).items() if question not in answers}
    kept = dict(list((known | dict(answers)).items())[-MAX_ANSWERS:])
    CONTACTS.change(uow, contact, fields=msgspec.json.encode(kept).decode())


async def contact_of(view: View, account_id: int, contact_id: int) -> Contact:
    """The contact for the product itself.

    Raises ContactNotFound.
    """
    contact = await CONTACTS.get(view, contact_id)
    if contact is None or contact.account_id != account_id:
        raise ContactNotFound
    return contact


async def show(view: View, contact: Contact) -> schemas.Contact:
    """A contact on the wire."""
    responsible = None
    if contact.responsible_id is not None:
        person = await person_row(view, contact.account_id, contact.responsible_id)
        responsible = schemas.Responsible(id=str(person.id), name=person.name)
    return schemas.Contact.of(contact, await identities_of(view, contact.id), responsible)


async def edit(uow: UnitOfWork, actor_id: int, contact_id: int, changes: schemas.EditContact) -> schemas.Contact:
    """Correct a contact; the caller has passed the door.

    Raises InvalidField.
    """
    contact = await CONTACTS.hold(uow, contact_id)
    assert contact is not None
    news = {name: _field(name, value) for name, value in msgspec.structs.asdict(changes).items() if value is not None}
    contact = CONTACTS.change(uow, contact, **news)
    announce(uow, contact, actor_id)
    return await show(uow, contact)


async def assign(uow: UnitOfWork, actor_id: int, contact_id: int, person_id: int | None) -> schemas.Contact:
    """Make him somebody's customer, or nobody's; the caller has passed the door.

    Raises InvalidField for somebody who does not work here.
    """
    contact = await CONTACTS.hold(uow, contact_id)
    assert contact is not None
    if person_id is not None:
        person = await PEOPLE.get(uow, person_id)
        if person is None or person.account_id != contact.account_id or not person.active:
            raise InvalidField(field="person_id", reason="somebody who works here")
    if person_id != contact.responsible_id:
        contact = CONTACTS.change(uow, contact, responsible_id=person_id)
        announce(uow, contact, actor_id)
    return await show(uow, contact)


def announce(uow: UnitOfWork, contact: Contact, actor_id: int | None = None) -> None:
    """Tell that a contact is another than before."""
    uow.log(ContactChanged(account_id=contact.account_id, contact_id=contact.id, actor_id=actor_id, audience=None))


def _field(name: str, value: str) -> str | None:
    text = clean(value)
    if len(text) > LIMITS[name]:
        raise InvalidField(field=name, reason=f"at most {LIMITS[name]} characters")
    if name == "email" and text and "@" not in text:
        raise InvalidField(field=name, reason="an e-mail address")
    return text or None
