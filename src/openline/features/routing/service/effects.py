"""Carries out what the engine answered: session and conversation rows, facts, deadlines, explanations."""

from collections.abc import Iterable
from typing import Any, assert_never

import msgspec

from openline.engine import effects
from openline.engine.effects import Effect
from openline.engine.events import Event, SessionLeft
from openline.engine.explain import Explanation
from openline.engine.model import Active, Offered, OfferedToAll, Phase, Waiting, WithBot
from openline.engine.step import Step
from openline.features.channels.service import CHANNELS, CONNECTIONS
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing import events as facts
from openline.features.routing.repository import EXPLANATIONS, SESSIONS, Queue, Session, StoredExplanation
from openline.features.routing.types import DeadlineKind
from openline.features.routing.types import Phase as PhaseName
from openline.features.settings.types import BOT_LEAVES
from openline.store import UnitOfWork, deadlines


async def carry_out(uow: UnitOfWork, queue: Queue, event: Event, result: Step) -> None:
    """Write and announce everything a step changed. The queue is held."""
    for session_id in result.changed:
        if not (isinstance(event, SessionLeft) and event.session_id == session_id):
            # whoever moves it writes where it is now
            await _write_session(uow, event, result, session_id)
    for effect in result.effects:
        await _do(uow, queue, effect)
    _explain(uow, queue, result)


async def _write_session(uow: UnitOfWork, event: Event, result: Step, session_id: int) -> None:
    row = await SESSIONS.get(uow, session_id)
    assert row is not None
    conversation = await CONVERSATIONS.get(uow, row.conversation_id)
    assert conversation is not None
    state = result.state.session(session_id)
    if state is None:
        status = next(
            e.status for e in result.effects if isinstance(e, effects.SessionClosed) and e.session_id == session_id
        )
        changes: dict[str, Any] = {
            "status": status, "phase": PhaseName.CLOSED.value, "offered_to": None, "expires_at": None,
            "since": event.at, "closed_at": event.at, "message_count": conversation.session_messages,
        }  # fmt: skip
    else:
        tried = msgspec.json.encode(state.tried).decode() if state.tried else None
        changes = {
            "status": state.status, "returned_from": state.returned_from, "tried": tried, "pinned": int(state.pinned),
            "rounds": state.rounds, "queued_at": state.queued_at,
            "closed_at": None, **_phase(state.phase),
        }  # fmt: skip
        if isinstance(state.phase, Active) and row.accepted_at is None:
            changes["accepted_at"] = state.phase.accepted_at
    bots = {}
    if row.phase == PhaseName.BOT or (state is not None and isinstance(state.phase, WithBot)):
        changes |= _bot_time(row, state.phase if state else None, event.at)
        bots = await _bots(uow, row, state.phase if state else None)
    elif state is None and conversation.listener_id is not None:
        bots = {"listener_id": None}
    row = SESSIONS.change(uow, row, **changes)
    is_open = state is not None
    owner = row.owner_id if is_open else None
    open_to = row.channel_id if state is not None and isinstance(state.phase, OfferedToAll) else None
    CONVERSATIONS.change(
        uow, conversation, session_open=int(is_open), owner_id=owner, offered_to=row.offered_to, open_to=open_to,
        last_owner_id=owner or conversation.last_owner_id,
        channel_id=row.channel_id if is_open else await _home(uow, conversation), **bots,
    )  # fmt: skip


def _bot_time(row: Session, phase: Phase | None, at: int) -> dict[str, Any]:
    """How long a bot has had it, once it has it no longer."""
    if isinstance(phase, WithBot):
        return {}
    life = msgspec.structs.replace(row.lived, bot_ms=at - row.since)
    return {"life": msgspec.json.encode(life).decode()}


async def _bots(uow: UnitOfWork, row: Session, phase: Phase | None) -> dict[str, Any]:
    """Which bot speaks in its conversation, and which one listens (docs/behaviour/bots.md B6)."""
    if isinstance(phase, WithBot):
        return {"bot_id": phase.bot_id, "listener_id": None}
    stays = phase is not None and await _stays(uow, row.channel_id)
    return {"bot_id": None, "listener_id": row.bot_id if stays else None}


async def _stays(uow: UnitOfWork, channel_id: int) -> bool:
    channel = await CHANNELS.get(uow, channel_id)
    return channel is not None and channel.effective.value(BOT_LEAVES) == "close"


async def _home(uow: UnitOfWork, conversation: Conversation) -> int:
    """The channel of its connection: a conversation is elsewhere only as long as its session is (ADR 0081)."""
    connection = await CONNECTIONS.get(uow, conversation.connection_id)
    assert connection is not None
    return connection.channel_id


def _phase(phase: Phase) -> dict[str, Any]:
    match phase:
        case Waiting(since):
            return {
                "phase": PhaseName.WAITING.value,
                "owner_id": None,
                "offered_to": None,
                "since": since,
                "expires_at": None,
            }
        case Offered(agent_id, offered_at, expires_at):
            return {
                "phase": PhaseName.OFFERED.value, "owner_id": None, "offered_to": agent_id, "since": offered_at,
                "expires_at": expires_at,
            }  # fmt: skip
        case OfferedToAll(offered_at, expires_at):
            return {
                "phase": PhaseName.OFFERED.value, "owner_id": None, "offered_to": None, "since": offered_at,
                "expires_at": expires_at,
            }  # fmt: skip
        case Active(agent_id, accepted_at):
            return {
                "phase": PhaseName.ACTIVE.value, "owner_id": agent_id, "offered_to": None, "since": accepted_at,
                "expires_at": None,
            }  # fmt: skip
        case WithBot(bot_id, since, until):
            return {
                "phase": PhaseName.BOT.value, "owner_id": None, "offered_to": None, "since": since,
                "expires_at": until, "bot_id": bot_id,
            }  # fmt: skip
        case _:
            assert_never(phase)


async def _do(uow: UnitOfWork, queue: Queue, effect: Effect) -> None:  # noqa: C901 - one line per effect
    match effect:
        case effects.ArmDeadline(kind, session_id, due_at):
            deadlines.arm(uow, deadlines.Deadline(
                kind=kind.value, subject_id=session_id, account_id=queue.account_id, queue_id=queue.channel_id,
                due_at=due_at, version=uow.new_id(),
            ))  # fmt: skip
            return
        case effects.CancelDeadline(kind, session_id):
            deadlines.cancel(uow, kind.value, session_id)
            return
        case effects.RoundsOver(session_id):
            deadlines.arm(uow, deadlines.Deadline(
                kind=DeadlineKind.ESCALATE.value, subject_id=session_id, account_id=queue.account_id,
                queue_id=queue.channel_id, due_at=uow.now, version=uow.new_id(),
            ))  # fmt: skip
            return
        case effects.StatusChanged() | effects.SessionGone():
            return  # the message that caused it is the news, or the move that it is a part of
        case _:
            pass
    session, conversation = await _of(uow, effect.session_id)
    head = _head(session, conversation)
    match effect:
        case effects.OfferMade() | effects.OfferKept() | effects.OfferStays() | effects.OfferEnded():
            if isinstance(effect, effects.OfferEnded) and effect.agent_id is None:
                # all who could have accepted it learn that they no longer can
                head["audience"] = (*conversation.audience, queue.channel_id)
            _tell_offer(uow, head, effect)
        case effects.BotStarted() | effects.BotStopped():
            _tell_bot(uow, head, conversation, effect)
        case effects.SessionUndistributed():
            uow.log(facts.SessionUndistributed(**head))
        case effects.PinChanged(_, agent_id, pinned):
            uow.log(facts.SessionPinned(**head, person_id=agent_id, on=pinned))
        case effects.SessionClosed(_, status):
            head["number"] = _show_customer(uow, conversation)
            if session.bot_id is not None:
                head["audience"] = (*conversation.audience, session.bot_id)
            uow.log(facts.SessionClosed(**head, person_id=session.owner_id, status=status))
        case (
            effects.SessionOwned() | effects.SessionReturned() | effects.SessionHandedOver() | effects.SessionCameBack()
        ):
            if isinstance(effect, effects.SessionHandedOver) and effect.from_id is not None:
                head["audience"] = (*conversation.audience, effect.from_id)
            head["number"] = _show_customer(uow, conversation)
            _tell_owner(uow, head, effect)
        case _:
            assert_never(effect)


def _tell_bot(
    uow: UnitOfWork, head: dict[str, Any], conversation: Conversation, effect: effects.BotStarted | effects.BotStopped
) -> None:
    if isinstance(effect, effects.BotStarted):
        uow.log(facts.BotJoined(**head, bot_id=effect.bot_id, message_id=conversation.last_message_id))
        return
    head["audience"] = (*conversation.audience, effect.bot_id)
    head["number"] = _show_customer(uow, conversation)
    stays = conversation.listener_id == effect.bot_id
    uow.log(facts.BotLeft(**head, bot_id=effect.bot_id, reason=effect.reason, stays=stays))


def _tell_offer(
    uow: UnitOfWork,
    head: dict[str, Any],
    effect: effects.OfferMade | effects.OfferKept | effects.OfferStays | effects.OfferEnded,
) -> None:
    match effect:
        case effects.OfferMade(_, agent_id, expires_at) | effects.OfferKept(_, agent_id, expires_at):
            uow.log(facts.SessionOffered(**head, person_id=agent_id, expires_at=expires_at))
        case effects.OfferStays(_, agent_id):
            uow.log(facts.OfferStays(**head, person_id=agent_id))
        case effects.OfferEnded(_, agent_id, outcome, reason):
            uow.log(facts.OfferEnded(**head, person_id=agent_id, outcome=outcome.value, reason=reason))


def _tell_owner(
    uow: UnitOfWork,
    head: dict[str, Any],
    effect: effects.SessionOwned | effects.SessionReturned | effects.SessionHandedOver | effects.SessionCameBack,
) -> None:
    match effect:
        case effects.SessionOwned(_, agent_id):
            uow.log(facts.SessionAccepted(**head, person_id=agent_id))
        case effects.SessionReturned(_, agent_id, reason):
            uow.log(facts.SessionReturned(**head, person_id=agent_id, reason=reason))
        case effects.SessionHandedOver(_, agent_id, from_id, by, how):
            uow.log(facts.SessionHanded(**head, person_id=agent_id, actor_id=by, from_id=from_id, how=how))
        case effects.SessionCameBack(_, agent_id):
            uow.log(facts.SessionReopened(**head, person_id=agent_id))


async def _of(uow: UnitOfWork, session_id: int) -> tuple[Session, Conversation]:
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    return session, conversation


def _head(session: Session, conversation: Conversation) -> dict[str, Any]:
    return {
        "account_id": session.account_id, "conversation_id": conversation.id, "session_id": session.id,
        "channel_id": session.channel_id, "audience": conversation.audience,
    }  # fmt: skip


def _show_customer(uow: UnitOfWork, conversation: Conversation) -> int:
    """The next number of the customer's stream."""
    return CONVERSATIONS.change(uow, conversation, last_number=conversation.last_number + 1).last_number


def _explain(uow: UnitOfWork, queue: Queue, result: Step) -> None:
    for part, why in enumerate(result.why):
        EXPLANATIONS.add(uow, _stored(queue, result, part, why))


def _stored(queue: Queue, result: Step, part: int, why: Explanation) -> StoredExplanation:
    return StoredExplanation(
        session_id=why.session_id, version=result.state.version, part=part, account_id=queue.account_id,
        channel_id=queue.channel_id, at=result.state.at, rule=why.rule.value, cause=why.cause, winner=why.winner,
        passed_over=_json([[str(agent), reason.value] for agent, reason in why.passed_over]),
        counts=_json({reason.value: count for reason, count in why.counts.items()}), offered=why.offered,
    )  # fmt: skip


def _json(value: Iterable[Any]) -> str:
    return msgspec.json.encode(value).decode()
