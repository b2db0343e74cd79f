"""What happens when a timer of a session's life is due (L5, L7, L8, L13, L21)."""

from collections.abc import Awaitable, Callable

from openline.engine.life import closes_at, is_waiting, look_again_at
from openline.engine.words import WAIT
from openline.features.routing.events import SessionClosed, SessionPinned, SessionUnanswered
from openline.features.routing.repository import SESSIONS
from openline.features.routing.service.life.clocks import arm, disarm, take, timer_wants
from openline.features.routing.service.life.closing import close, finish
from openline.features.routing.service.life.prolonging import story_of
from openline.features.routing.service.life.reminders import remind
from openline.features.routing.service.life.rows import both, is_with_bot, life_in, write_life
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.life.saying import may_speak, tell
from openline.features.routing.types import DeadlineKind
from openline.store import Store, UnitOfWork, wants
from openline.store.batch import Runner
from openline.store.deadlines import Deadline


@wants(timer_wants)
async def close_due(uow: UnitOfWork, deadline: Deadline) -> None:
    """Close what has been silent for too long, or was finished a while ago; else see when to ask again."""
    session = await take(uow, deadline)
    if session is None:
        return
    life = life_in(session)
    if session.status == WAIT:
        if life.closing_until is not None and life.closing_until > uow.now:
            arm(uow, DeadlineKind.CLOSE, session, life.closing_until)
        else:
            await close(uow, session.id, by=None)
        return
    rules = await rules_of(uow, session.channel_id)
    story = await story_of(uow, session)
    if closes_at(rules, story) > uow.now:
        arm(uow, DeadlineKind.CLOSE, session, look_again_at(rules, story, uow.now))
    else:
        await finish(uow, session.id, by=None)


@wants(timer_wants)
async def no_answer_due(uow: UnitOfWork, deadline: Deadline) -> None:
    """Nobody has accepted it in time: mark it, and say so once."""
    session = await take(uow, deadline)
    if session is None or session.accepted_at is not None or not is_waiting(session.status) or is_with_bot(session):
        return
    session = SESSIONS.change(uow, session, unanswered_at=uow.now)
    session, conversation = await both(uow, session.id)
    uow.log(
        SessionUnanswered(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=session.channel_id, person_id=session.offered_to, audience=conversation.audience,
        )
    )  # fmt: skip
    text = (await rules_of(uow, session.channel_id)).no_answer
    if text and life_in(session).no_answer_at is None and await may_speak(uow, conversation):
        write_life(uow, session, no_answer_at=uow.now)
        await tell(uow, conversation, session, text)


@wants(timer_wants)
async def reminder_due(uow: UnitOfWork, deadline: Deadline) -> None:
    """See whether the customer is to be reminded."""
    session = await take(uow, deadline)
    if session is None or session.status >= WAIT:
        return
    rules = await rules_of(uow, session.channel_id)
    if rules.reminders:
        await remind(uow, session, rules)


async def note_pin(uow: UnitOfWork, fact: SessionPinned) -> None:
    """It was pinned or let go: its time counts from now."""
    session, _ = await both(uow, fact.session_id or 0)
    session = write_life(uow, session, moved_at=uow.now)
    if not fact.on:
        rules = await rules_of(uow, session.channel_id)
        arm(uow, DeadlineKind.CLOSE, session, uow.now + rules.timeout_s * 1_000)


async def forget(uow: UnitOfWork, fact: SessionClosed) -> None:
    """A closed session has no timers."""
    disarm(uow, fact.session_id or 0)


_UseCase = Callable[[UnitOfWork, Deadline], Awaitable[None]]


def _handler(use_case: _UseCase) -> Callable[[Store, Deadline], Awaitable[None]]:
    async def handle(store: Store, deadline: Deadline) -> None:
        await store.commit(use_case, deadline)

    return handle


HANDLERS = {
    DeadlineKind.CLOSE.value: _handler(close_due),
    DeadlineKind.NO_ANSWER.value: _handler(no_answer_due),
    DeadlineKind.REMINDER.value: _handler(reminder_due),
}


def listen(runner: Runner) -> None:
    """Hear of what concerns the timers."""
    runner.subscribe(SessionPinned, note_pin)
    runner.subscribe(SessionClosed, forget)
