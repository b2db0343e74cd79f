"""Who an event is from, and how he is answered (I3)."""

import msgspec

from openline.connectors.base import Head, IdentitySet, Message, Route
from openline.features.channels.service import Connection
from openline.features.contacts import service as contacts
from openline.features.contacts.service import CONTACTS, IdentityKey, Profile
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.platforms.repository import WANTED_PROFILES, WantedProfile
from openline.features.platforms.service.content import line
from openline.features.platforms.types import MAX_IDENTITIES, MAX_IDENTITY
from openline.features.routing.service.inbound import Sender, find_or_begin
from openline.store import UnitOfWork


async def conversation_with(uow: UnitOfWork, connection: Connection, event: Head) -> Conversation:
    """The conversation of an event, begun if there is none. The queue is held."""
    sender = Sender(
        account_id=connection.account_id, connection_id=connection.id, thread=event.thread_ref,
        identities=identity_keys(connection, event), profile=_profile(event),
        route=route_text(event.thread_ref, event.sender),
    )  # fmt: skip
    conversation = await find_or_begin(uow, sender, connection)
    if not _is_his(conversation, event.sender):
        return conversation
    if conversation.created_at == uow.now and event.sender and not conversation.last_number:
        # New: the platform may know more of him than it has told with the event.
        WANTED_PROFILES.save(uow, WantedProfile(conversation.id, conversation.account_id, uow.now))
    conversation = await _learn(uow, conversation, sender.profile)
    if conversation.route != sender.route:
        conversation = CONVERSATIONS.change(uow, conversation, route=sender.route)
    return conversation


async def _learn(uow: UnitOfWork, conversation: Conversation, profile: Profile) -> Conversation:
    """What a later event tells of him fills what is still empty; the conversation, read again after the lock."""
    known = await CONTACTS.get(uow, conversation.contact_id)
    if known is None or not any(getattr(known, name) is None for name in profile.known()):
        return conversation
    contacts.announce(uow, await contacts.update_profile(uow, known.id, profile))
    return await CONVERSATIONS.get(uow, conversation.id) or conversation


def identity_keys(connection: Connection, event: Head) -> tuple[IdentityKey, ...]:
    """What the contact is known by; where the platform names nobody, his thread is his name."""
    keys = keys_of(event.sender)
    return keys or (IdentityKey(f"{connection.connector}_thread", str(connection.id), event.thread_ref),)


def keys_of(names: IdentitySet) -> tuple[IdentityKey, ...]:
    """The names of a person as contacts have them, the strongest first."""
    keys = [
        IdentityKey(one.kind, one.namespace, one.value, verified=one.verified)
        for one in names
        if 1 <= len(one.value) <= MAX_IDENTITY and len(one.kind) + len(one.namespace) <= MAX_IDENTITY
    ]
    return tuple(keys[:MAX_IDENTITIES])


def other_name(conversation: Conversation, event: Message) -> str | None:
    """Who of several people in one thread wrote, where it is not the contact himself."""
    if not event.sender or _is_his(conversation, event.sender):
        return None
    name = event.profile.name if event.profile else None
    return line(name) or next(iter(event.sender)).value


def who(names: IdentitySet) -> str:
    """A word that tells the people of a thread apart."""
    return next((f"{one.kind}:{one.namespace}:{one.value}"[:MAX_IDENTITY] for one in names), "")


def _is_his(conversation: Conversation, names: IdentitySet) -> bool:
    """Whether the contact of the conversation has one of these names, as its route has them."""
    if not conversation.route:
        return True
    known = msgspec.json.decode(conversation.route, type=Route).recipient
    return not known or not names or any(one in known.identities for one in names)


def route_text(thread_ref: str, recipient: IdentitySet) -> str:
    """How a conversation is answered, as it is stored."""
    return msgspec.json.encode(Route(thread_ref=thread_ref, recipient=recipient)).decode()


def _profile(event: Head) -> Profile:
    told = event.profile if isinstance(event, Message) else None
    if told is None:
        return Profile()
    return Profile(
        name=told.name, email=told.email, phone=told.phone, locale=told.locale, time_zone=told.time_zone
    )  # fmt: skip
