"""A session with which a colleague is busy does not close under his hands (L25)."""

from openline.engine.life import PROLONGED_MS, SECOND_MS, Story, closes_at, prolonged
from openline.engine.words import WAIT
from openline.features.conversations.service import changed, of_contact
from openline.features.messages.service import last_of
from openline.features.messages.types import Author
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.guard import hold_of
from openline.features.routing.service.life.rows import both, life_in, write_life
from openline.features.routing.service.life.rules import rules_of
from openline.store import UnitOfWork, View

_OF_CONTACT = 100


async def prolong(uow: UnitOfWork, session_id: int) -> None:
    """What would close within ten minutes closes ten minutes later. The queue is held.

    Timers are lazy: the one that runs fires too early by then, and arms the true time.
    """
    later = await closes_later(uow, session_id)
    if later is None:
        return
    session, conversation = await both(uow, session_id)
    if session.status == WAIT:
        write_life(uow, session, closing_until=later)
        changed(uow, conversation)  # desks show until when
    else:
        write_life(uow, session, prolonged_to=later)


async def prolong_in(uow: UnitOfWork, conversation_id: int) -> None:
    """The same with a conversation whose queue is not held yet."""
    conversation = await hold_of(uow, conversation_id)
    if conversation is not None and conversation.session_open and conversation.session_id is not None:
        await prolong(uow, conversation.session_id)


async def prolong_all(uow: UnitOfWork, account_id: int, contact_id: int) -> None:
    """Somebody is busy with a contact's card, so with all that is open with him."""
    for conversation in await of_contact(uow, account_id, contact_id, _OF_CONTACT):
        is_open = conversation.session_open and conversation.session_id is not None
        if is_open and await closes_later(uow, conversation.session_id or 0) is not None:
            await prolong_in(uow, conversation.id)


async def closes_later(view: View, session_id: int) -> int | None:
    """Until when it would stay open if somebody were busy with it; None: nothing is near. For most without a query."""
    session = await SESSIONS.get(view, session_id)
    if session is None or session.closed_at is not None:
        return None
    if session.status == WAIT:
        return prolonged(life_in(session).closing_until or view.now, view.now)
    rules = await rules_of(view, session.channel_id)
    if view.now < session.opened_at + rules.timeout_s * SECOND_MS - PROLONGED_MS:
        return None  # nothing closes as early as that
    return prolonged(closes_at(rules, await story_of(view, session)), view.now)


async def story_of(view: View, session: Session) -> Story:
    """What the close date of an open session follows from."""
    asked = await last_of(view, session.conversation_id, Author.CUSTOMER, session.id)
    answered = await last_of(view, session.conversation_id, Author.AGENT, session.id)
    life = life_in(session)
    return Story(
        status=session.status, asked_at=asked.at if asked else session.opened_at,
        answered_at=answered.at if answered else None, pinned=bool(session.pinned), moved_at=life.moved_at,
        prolonged_to=life.prolonged_to,
    )  # fmt: skip
