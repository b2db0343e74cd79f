"""How a session closes: in two phases where something is said at the end, else at once (L1 to L6)."""

from openline.engine import events as engine
from openline.engine.life import LifeRules, farewell, rating_ends_at
from openline.engine.words import WAIT
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.events import SessionClosing
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.rows import both, is_with_bot, write_life
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.life.saying import may_speak, tell
from openline.features.routing.service.queue import happen
from openline.features.routing.types import CLOSED_STATUS, DeadlineKind
from openline.store import UnitOfWork


async def finish(uow: UnitOfWork, session_id: int, *, by: int | None) -> None:
    """Finish it, `by` a person or by itself: say good-bye and wait a while, else close it now.

    Whoever finishes what is closing already, closes it.
    """
    session, conversation = await both(uow, session_id)
    if session.status == WAIT or not await may_speak(uow, conversation):
        await close(uow, session_id, by=by)
        return
    rules = await rules_of(uow, session.channel_id)
    rated = session.vote is not None
    bye = farewell(rules, by_hand=by is not None, buttons=not conversation.route, rated=rated)
    served = session.owner_id is not None or is_with_bot(session)
    for _, text in bye.sayings if served else bye.sayings[:1]:
        conversation = await tell(uow, conversation, session, text)
    if not bye.two_phases or not served:
        await close(uow, session_id, by=by)
        return
    await happen(uow, session.channel_id, engine.ClosingBegan, session_id=session_id)
    await _wait(uow, session_id, rules, by=by, asks=bye.asks_rating)


async def _wait(uow: UnitOfWork, session_id: int, rules: LifeRules, *, by: int | None, asks: bool) -> None:
    session, conversation = await both(uow, session_id)
    delay_s = rules.close_delay_s
    session = write_life(
        uow, session, closing_until=uow.now + delay_s * 1_000, finished_at=uow.now, finished_by=by, asks_rating=asks,
        vote_until=rating_ends_at(rules.rating, uow.now) if asks and rules.rating else None,
    )  # fmt: skip
    tell_closing(uow, conversation, session, by)
    if delay_s:
        arm(uow, DeadlineKind.CLOSE, session, uow.now + delay_s * 1_000)
    else:
        await close(uow, session_id, by=by)


def tell_closing(uow: UnitOfWork, conversation: Conversation, session: Session, by: int | None) -> None:
    """Tell everybody that it is closing; the customer may still go on."""
    conversation = CONVERSATIONS.change(uow, conversation, last_number=conversation.last_number + 1)
    uow.log(
        SessionClosing(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=session.channel_id, person_id=session.owner_id, actor_id=by,
            number=conversation.last_number, audience=conversation.audience,
        )
    )  # fmt: skip


async def close(uow: UnitOfWork, session_id: int, *, by: int | None, status: int = CLOSED_STATUS) -> None:
    """The end of it, without a word."""
    session, _ = await both(uow, session_id)
    if session.status != WAIT:
        session = write_life(uow, session, finished_at=uow.now, finished_by=by)
    write_life(uow, session, closing_until=None)
    await happen(uow, session.channel_id, engine.SessionFinished, session_id=session_id, status=status)


async def agent_wrote(uow: UnitOfWork, session_id: int) -> None:
    """The owner has written; if it was closing, it closes all the same, but later (L3)."""
    session = await SESSIONS.get(uow, session_id)
    if session is not None and session.status == WAIT:
        await put_off(uow, session)


async def put_off(uow: UnitOfWork, session: Session) -> Session:
    """The wait before the end begins anew; its timer finds out when it fires."""
    rules = await rules_of(uow, session.channel_id)
    return write_life(uow, session, closing_until=uow.now + rules.close_delay_s * 1_000)


async def cancelled(uow: UnitOfWork, session_id: int) -> None:
    """The customer goes on: it is not closing any more, and nobody waits for a rating (L2)."""
    session, _ = await both(uow, session_id)
    write_life(
        uow, session, closing_until=None, asks_rating=False, vote_until=None, finished_at=None, finished_by=None
    )  # fmt: skip
