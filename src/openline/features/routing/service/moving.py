"""A session goes to another channel, with its conversation (docs/behaviour/desk.md D30, docs/adr/0081)."""

from collections.abc import Iterator
from typing import Any

from openline.engine import events as engine
from openline.engine.words import WAIT
from openline.features.channels.errors import ChannelInactive, ChannelNotFound
from openline.features.channels.service import CHANNELS
from openline.features.conversations.service import CONVERSATIONS
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import SameChannel
from openline.features.routing.events import SessionMoved
from openline.features.routing.repository import QUEUES, SESSIONS, Session
from openline.features.routing.service.access import session_wants
from openline.features.routing.service.actions import owned, shown
from openline.features.routing.service.hands import note_for_colleagues
from openline.features.routing.service.life.again import came_over
from openline.features.routing.service.life.closing import cancelled
from openline.features.routing.service.life.rows import both
from openline.features.routing.service.queue import happen, hold
from openline.features.routing.types import Phase
from openline.kit.errors import about
from openline.store import UnitOfWork, wants

MANUAL, AUTO, BOT = "manual", "auto", "bot"


def transfer_wants(peek: Any, actor: Actor, session_id: int, to_channel: int, *_: Any) -> Iterator[tuple[Any, Any]]:
    """The rows of `transfer`, for prefetching: both queues are locked in their order."""
    yield QUEUES.held, (to_channel,)
    yield from session_wants(peek, actor, session_id)


@wants(transfer_wants)
async def transfer(
    uow: UnitOfWork, actor: Actor, session_id: int, to_channel: int, comment: str | None
) -> schemas.Session:
    """Give it to another channel, whose queue gets it as if it had just come; the comment is a note for colleagues.

    Raises AcceptFirst, NotOwner, SameChannel, ChannelInactive, ChannelNotFound, SessionClosedAlready, SessionNotFound.
    """
    with about("to.id"):
        await enter(uow, actor.account_id, to_channel)
    session = await owned(uow, actor, session_id)
    if session.channel_id == to_channel:
        raise SameChannel
    if comment:
        await note_for_colleagues(uow, actor, session, comment)
    await move(uow, session, to_channel, by=actor.person_id, mode=MANUAL)
    return await shown(uow, session_id)


async def enter(uow: UnitOfWork, account_id: int, channel_id: int) -> None:
    """Hold the queue of a channel that something is to move to, and see that it takes anything.

    Raises ChannelInactive, ChannelNotFound.
    """
    channel = await CHANNELS.get(uow, channel_id)
    if channel is None or channel.account_id != account_id:
        raise ChannelNotFound
    await hold(uow, channel_id)
    channel = await CHANNELS.hold(uow, channel_id)
    assert channel is not None
    if channel.deleted_at is not None:
        raise ChannelNotFound
    if not channel.active:
        raise ChannelInactive


async def move(uow: UnitOfWork, session: Session, to_channel: int, *, by: int | None, mode: str) -> None:
    """Let one queue know that it has left and the other that it is there; both are held.

    It keeps its age. Whoever answers first there is timed anew.
    """
    if session.status == WAIT:
        await cancelled(uow, session.id)
    from_channel, before = session.channel_id, session.owner_id
    queued_at = uow.now if session.phase == Phase.BOT else session.queued_at
    await happen(uow, from_channel, engine.SessionLeft, session_id=session.id)
    session, conversation = await both(uow, session.id)
    session = SESSIONS.change(
        uow, session, channel_id=to_channel, accepted_at=None, first_answer_at=None, unanswered_at=None
    )
    conversation = CONVERSATIONS.change(
        uow, conversation, channel_id=to_channel, owner_id=None, offered_to=None, open_to=None, bot_id=None,
        last_number=conversation.last_number + 1,
    )  # fmt: skip
    uow.log(
        SessionMoved(
            account_id=session.account_id, conversation_id=conversation.id, session_id=session.id,
            channel_id=to_channel, person_id=before, actor_id=by, number=conversation.last_number,
            audience=conversation.audience, from_channel=from_channel, to_channel=to_channel, mode=mode,
        )
    )  # fmt: skip
    await happen(uow, to_channel, engine.SessionArrived, session_id=session.id, queued_at=queued_at)
    await came_over(uow, (await both(uow, session.id))[0])
