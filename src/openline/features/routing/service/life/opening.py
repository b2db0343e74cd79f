"""What is said by itself when the customer has written and nobody has accepted yet (L10 to L13)."""

from openline.engine.eligibility import absence
from openline.engine.life import Automatic, Opening, at_opening, is_waiting
from openline.engine.model import QueueState
from openline.engine.words import WAIT
from openline.features.channels.service import Channel
from openline.features.conversations.service import Conversation
from openline.features.messages.service import last_of
from openline.features.messages.types import Author
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.life import consent
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.rows import both, encoded, is_with_bot, life_in, write_life
from openline.features.routing.service.life.rules import channel_of, is_open, life_of
from openline.features.routing.service.life.saying import may_speak, remark, tell
from openline.features.routing.types import DeadlineKind, Life, Phase
from openline.store import UnitOfWork


async def born(uow: UnitOfWork, session: Session, *, first: bool) -> Session:
    """Note how a session begins, and whether it is the conversation's first. It closes by itself one day (L7)."""
    channel = await channel_of(uow, session.channel_id)
    rules = life_of(channel)
    life = Life(
        mode="output" if session.phase == Phase.ACTIVE else "input", worktime=is_open(channel, uow.now),
        first=first,
    )  # fmt: skip
    arm(uow, DeadlineKind.CLOSE, session, uow.now + rules.timeout_s * 1_000)
    if rules.reminders:
        arm(uow, DeadlineKind.REMINDER, session, uow.now + rules.reminders[0].after_s * 1_000)
    return SESSIONS.change(uow, session, life=encoded(life))


async def opened(uow: UnitOfWork, session_id: int) -> None:
    """A customer's session has begun and the queue has answered: greet him, and say what he should know."""
    session, conversation = await both(uow, session_id)
    channel = await channel_of(uow, session.channel_id)
    rules, life = life_of(channel), life_in(session)
    if not is_with_bot(session):  # else when the bot leaves
        arm(uow, DeadlineKind.NO_ANSWER, session, uow.now + rules.no_answer_s * 1_000)
    if not channel.active:
        await remark(uow, conversation, rules.channel_off_note)
        return
    how = Opening(
        new_session=True, new_conversation=life.first, with_bot=is_with_bot(session), channel_open=life.worktime,
        nobody_there=_nobody_is_there(uow, session), consent_known=bool(conversation.consent),
    )  # fmt: skip
    await _say(uow, conversation, session, channel, how)


async def wrote_again(uow: UnitOfWork, channel_id: int, session_id: int) -> None:
    """The customer of an open session that nobody has accepted, or nobody has any more, has written once more."""
    channel = await channel_of(uow, channel_id)
    if not life_of(channel).off_hours:
        return
    session, conversation = await both(uow, session_id)
    how = Opening(
        new_session=False, new_conversation=False, with_bot=is_with_bot(session),
        channel_open=is_open(channel, uow.now), nobody_there=_nobody_is_there(uow, session),
    )  # fmt: skip
    if not (how.channel_open and not how.nobody_there) and not await _is_said(uow, session):
        await _say(uow, conversation, session, channel, how)


def is_closing(uow: UnitOfWork, channel_id: int, session_id: int) -> bool:
    """Whether it was finished and is not closed yet; from memory too."""
    state = _state(uow, channel_id).session(session_id)
    return state is not None and state.status == WAIT


def waits(uow: UnitOfWork, channel_id: int, session_id: int) -> bool:
    """Whether nobody has an open session: from memory, since every message asks."""
    state = _state(uow, channel_id).session(session_id)
    return state is not None and is_waiting(state.status)


async def _say(uow: UnitOfWork, conversation: Conversation, session: Session, channel: Channel, how: Opening) -> None:
    said = at_opening(life_of(channel), how)
    if not said or not await may_speak(uow, conversation):
        return
    for kind, text in said:
        if kind is Automatic.CONSENT:
            conversation = await consent.ask(uow, conversation, session, life_of(channel))
            continue
        conversation = await tell(uow, conversation, session, text)
        if kind is Automatic.OFF_HOURS:
            # It says all that there is to say: the text for who waits too long is not said any more (L12).
            session = write_life(uow, session, off_hours_at=uow.now, no_answer_at=uow.now)


async def _is_said(uow: UnitOfWork, session: Session) -> bool:
    """Whether he was told already; a person's answer after it makes it news again (L12)."""
    said_at = life_in(session).off_hours_at
    if said_at is None:
        return False
    answer = await last_of(uow, session.conversation_id, Author.AGENT, session.id)
    return answer is None or answer.at <= said_at


def _nobody_is_there(uow: UnitOfWork, session: Session) -> bool:
    """The queue asks who is there, nobody is, and nobody was asked (decision: like being closed)."""
    state = _state(uow, session.channel_id)
    if session.phase != Phase.WAITING or not state.settings.check_available:
        return False
    seats = state.roster.seats.values()
    return not any(seat.member and seat.facts and absence(seat.facts, state.settings) is None for seat in seats)


def _state(uow: UnitOfWork, channel_id: int) -> QueueState:
    state: QueueState = uow.recall((QueueState, channel_id))
    return state
