"""An agent types: whom to tell, and that what he types for does not close meanwhile."""

from openline.features.people.types import Actor
from openline.features.routing.service.life.prolonging import closes_later, prolong_in
from openline.features.routing.service.reading import may_type
from openline.features.routing.types import AgentTyping
from openline.store import Store


async def agent_types(store: Store, actor: Actor, conversation_id: int, *, on: bool) -> AgentTyping:
    """What to tell of it; nothing of it is stored but that a session closes later.

    Raises ConversationNotFound, NotAllowed.
    """
    conversation = await store.read(may_type, actor, conversation_id)
    session_id = conversation.session_id if conversation.session_open else None
    if on and session_id is not None and await store.read(closes_later, session_id) is not None:
        await store.commit(prolong_in, conversation.id)
    return AgentTyping(conversation.account_id, conversation.id, conversation.audience, actor.person_id, on)
