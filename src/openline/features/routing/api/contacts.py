"""Routes of contacts: seen and corrected through the conversations with them."""

from litestar import Response, get, patch, put

from openline.features.channels.types import AbilitiesOf
from openline.features.contacts.schemas import Assign, Contact, EditContact
from openline.features.files.service import customer_urls
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.service import lists
from openline.kit.clock import Clock
from openline.kit.ids import parse_id
from openline.kit.secrets import Keyring
from openline.store import Store


@get("/api/v1/contacts/{contact_id:str}")
async def show_contact(store: Store, actor: Actor, contact_id: str) -> Contact:
    """One contact."""
    return await store.read(lists.show_contact, actor, parse_id(contact_id))


@patch("/api/v1/contacts/{contact_id:str}")
async def edit_contact(store: Store, actor: Actor, contact_id: str, data: EditContact) -> Contact:
    """Correct a name or an address."""
    return await store.commit(lists.edit_contact, actor, parse_id(contact_id), data)


@put("/api/v1/contacts/{contact_id:str}/responsible")
async def assign_contact(store: Store, actor: Actor, contact_id: str, data: Assign) -> Contact:
    """Say whose customer he is: sessions that he opens are offered to that agent first, where the channel has it so."""
    return await store.commit(lists.assign_contact, actor, parse_id(contact_id), data)


@get("/api/v1/contacts/{contact_id:str}/conversations")
async def conversations_of_contact(
    store: Store, actor: Actor, abilities: AbilitiesOf, contact_id: str
) -> schemas.ContactConversations:
    """The conversations with a contact that the caller may see."""
    return await store.read(lists.conversations_of_contact, actor, parse_id(contact_id), abilities)


@get("/api/v1/contacts/{contact_id:str}/consents")
async def consents_of_contact(store: Store, actor: Actor, contact_id: str) -> schemas.Consents:
    """The register of consents of a contact, newest first."""
    return await store.read(lists.consents_of_contact, actor, parse_id(contact_id))


@get("/api/v1/contacts/{contact_id:str}/avatar")
async def show_avatar(
    store: Store, actor: Actor, keyring: Keyring, clock: Clock, contact_id: str, v: str | None = None
) -> Response[bytes]:
    """Where the picture of a contact is; `v` only keeps pictures apart in caches."""
    del v
    place = await store.read(lists.avatar, actor, parse_id(contact_id), customer_urls(keyring, clock.now()))
    return Response(b"", status_code=302, headers={"location": place, "cache-control": "private, no-store"})


HANDLERS = [show_contact, edit_contact, assign_contact, conversations_of_contact, consents_of_contact, show_avatar]
