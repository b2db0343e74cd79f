"""Whose customer somebody is: asked once, when he opens a session (docs/behaviour/routing.md R36).

The one place that knows where the answer comes from: today from the contact's card.
"""

from openline.engine.model import AgentFacts
from openline.features.channels.service import CHANNELS
from openline.features.contacts.service import CONTACTS
from openline.features.conversations.service import Conversation
from openline.features.routing.service.agents import facts_of
from openline.features.settings.types import FORWARD
from openline.store import View


async def responsible_for(view: View, conversation: Conversation) -> AgentFacts | None:
    """The agent to whom a session of this customer is offered first; None if the queue decides."""
    channel = await CHANNELS.get(view, conversation.channel_id)
    if channel is None or not channel.effective.value(FORWARD):
        return None
    contact = await CONTACTS.get(view, conversation.contact_id)
    if contact is None or contact.responsible_id is None:
        return None
    return await facts_of(view, contact.account_id, contact.responsible_id)
