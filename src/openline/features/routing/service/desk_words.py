"""What canned responses ask of routing: in whose queues somebody stands, and what macros come to where he writes."""

from collections.abc import Mapping

from openline.features.channels.service import CHANNELS
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import Conversation
from openline.features.people.types import Actor
from openline.features.routing.repository import SESSIONS, seats_of_person
from openline.features.routing.service.cards import seen_as
from openline.store import View


async def queues_of(view: View, account_id: int, person_id: int) -> frozenset[int]:
    """The channels in whose queues somebody stands."""
    seats = await seats_of_person(view, account_id, person_id)
    return frozenset(seat.channel_id for seat in seats if seat.position is not None)


async def macros_of(view: View, actor: Actor, conversation: Conversation) -> Mapping[str, str]:
    """What macros come to when somebody writes here; what is not known yet is empty."""
    contact = await CONTACTS.get(view, conversation.contact_id)
    session = await SESSIONS.get(view, conversation.session_id) if conversation.session_id else None
    channel = await CHANNELS.get(view, conversation.channel_id)
    writer = await seen_as(view, conversation.channel_id, conversation.account_id, actor.person_id)
    number = str(session.number) if session else ""
    return {
        "CUSTOMER_NAME": (contact.name if contact else None) or "",
        "CUSTOMER_EMAIL": (contact.email if contact else None) or "",
        "CUSTOMER_PHONE": (contact.phone if contact else None) or "",
        "OPERATOR": writer.name or "",
        "CHANNEL": channel.name if channel else "",
        "SESSION_ID": number,
        "DIALOG": number,
    }
