"""How customers rate a session: by a digit where they can only write, by a button in our widget (L14 to L18)."""

import msgspec

from openline.engine import events as engine
from openline.engine.life import DISLIKE, LIKE, rating_in
from openline.engine.model import QueueState
from openline.engine.step import Reject
from openline.engine.words import WAIT
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.messages.service import Draft, Message, add
from openline.features.messages.types import Author
from openline.features.notices.service import notify
from openline.features.people.service.rows import person_row
from openline.features.routing.errors import RatingClosed
from openline.features.routing.events import SessionRated
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.agents import seat_owner
from openline.features.routing.service.guard import hold_for
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.closing import close, put_off
from openline.features.routing.service.life.rows import both, life_in, write_life
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.life.saying import may_speak, now, tell
from openline.features.routing.service.queue import attempt
from openline.features.routing.types import DeadlineKind, Phase
from openline.store import UnitOfWork, View

LIKED, DISLIKED = "👍", "👎"


async def take(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[Conversation, Message] | None:
    """Store what the customer wrote, if it is a rating or comes in its place; None: it is an ordinary message.

    Only where ratings are digits. The queue is held.
    """
    if not conversation.route or conversation.session_id is None or draft.file_ids or draft.content:
        return None
    parsed = rating_in(draft.text)
    if parsed is None or not _may_be_rated(uow, conversation):
        return None
    found = await hold_for(uow, conversation.session_id)
    if found is None:
        return None
    session, conversation = found
    life = life_in(session)
    if not life.asks_rating:
        return await _rated_already(uow, conversation, session, draft, bare=not parsed[1])
    if life.vote_until is not None and life.vote_until < uow.now:
        return await _too_late(uow, conversation, session, draft)
    liked, rest = parsed
    if session.closed_at is not None:
        await reopen(uow, session)
        conversation = await now(uow, conversation)
    marked = msgspec.structs.replace(draft, text=f"{LIKED if liked else DISLIKED} {rest}".strip())
    conversation, message = await add(uow, conversation, marked, author=Author.CUSTOMER)
    await _count(uow, session.id, liked=liked, message_id=message.id)
    return await now(uow, conversation), message


async def rate(uow: UnitOfWork, conversation: Conversation, session: Session, *, like: bool) -> None:
    """The customer has pressed a button of our widget. The queue is held; once per session.

    Raises RatingClosed if it is not asked for (any more).
    """
    assert session.conversation_id == conversation.id
    found = await hold_for(uow, session.id)
    assert found is not None
    session, conversation = found
    if not (await may_rate(uow, session))[0]:
        raise RatingClosed
    if session.closed_at is not None and not conversation.session_open:
        await reopen(uow, session)
    await _count(uow, session.id, liked=like, message_id=None)


async def may_rate(view: View, session: Session) -> tuple[bool, int | None]:
    """Whether the buttons of our widget are there, and until when they count (L18)."""
    life = life_in(session)
    rules = (await rules_of(view, session.channel_id)).rating
    early = rules is not None and rules.before_finish and session.phase == Phase.ACTIVE
    late = life.vote_until is not None and life.vote_until < view.now
    return session.vote is None and not late and (life.asks_rating or early), life.vote_until


async def reopen(uow: UnitOfWork, session: Session) -> None:
    """A closed session is open again, closing: its owner's, if he still works here (L17)."""
    owner_id = session.owner_id
    if owner_id is None or not (await person_row(uow, session.account_id, owner_id)).active:
        return
    result = await attempt(
        uow, session.channel_id, engine.SessionReopened,
        session_id=session.id, agent_id=owner_id, queued_at=session.queued_at,
    )  # fmt: skip
    if isinstance(result, Reject):
        return
    await seat_owner(uow, session.channel_id, session.account_id, owner_id)
    reopened = await put_off(uow, (await both(uow, session.id))[0])
    arm(uow, DeadlineKind.CLOSE, reopened, life_in(reopened).closing_until or uow.now)


def _may_be_rated(uow: UnitOfWork, conversation: Conversation) -> bool:
    """It is closed, or closing: from memory, since a text that looks like a rating is nothing special elsewhere."""
    if not conversation.session_open:
        return True
    state: QueueState = uow.recall((QueueState, conversation.channel_id))
    found = state.session(conversation.session_id or 0)
    return found is not None and found.status == WAIT


async def _count(uow: UnitOfWork, session_id: int, *, liked: bool, message_id: int | None) -> None:
    session, conversation = await both(uow, session_id)
    vote = LIKE if liked else DISLIKE
    session = SESSIONS.change(uow, session, vote=vote)
    session = write_life(uow, session, asks_rating=False, voted_at=uow.now)
    conversation = CONVERSATIONS.change(uow, conversation, last_number=conversation.last_number + 1)
    uow.log(
        SessionRated(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=session.channel_id, person_id=session.owner_id, number=conversation.last_number,
            audience=conversation.audience, vote=vote, message_id=message_id,
        )
    )  # fmt: skip
    rules = await rules_of(uow, session.channel_id)
    if conversation.route and rules.rating and await may_speak(uow, conversation):
        await tell(uow, conversation, session, rules.rating.like if liked else rules.rating.dislike)
    delay = rules.close_delay_s
    if session.status == WAIT and (not delay or (rules.rating and rules.rating.closes)):
        await close(uow, session.id, by=None)
    if session.owner_id is not None:
        await notify(
            uow, session.account_id, [session.owner_id], "session.rated",
            session_id=session.id, conversation_id=conversation.id, number=session.number, vote=vote,
        )  # fmt: skip


async def _too_late(
    uow: UnitOfWork, conversation: Conversation, session: Session, draft: Draft
) -> tuple[Conversation, Message]:
    """He is told that ratings are over; what he wrote stays, and nothing else comes of it (L16)."""
    write_life(uow, session, asks_rating=False)
    conversation, message = await add(uow, conversation, draft, author=Author.CUSTOMER)
    rules = await rules_of(uow, session.channel_id)
    if rules.rating and await may_speak(uow, conversation):
        conversation = await tell(uow, conversation, session, rules.rating.too_late)
    return conversation, message


async def _rated_already(
    uow: UnitOfWork, conversation: Conversation, session: Session, draft: Draft, *, bare: bool
) -> tuple[Conversation, Message] | None:
    """A digit alone after a rating, while it is closing, is no new question: the end only comes later (L16)."""
    if not bare or session.vote is None or session.status != WAIT:
        return None
    await put_off(uow, session)
    return await add(uow, conversation, draft, author=Author.CUSTOMER)
