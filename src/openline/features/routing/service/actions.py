"""What an agent does with a session: accept, skip, finish, give back."""

from openline.engine import events as engine
from openline.engine.model import Mode
from openline.engine.remedies import others_can
from openline.features.conversations.service import CONVERSATIONS, is_in_circle
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import (
    AcceptFirst,
    NobodyElse,
    NotOwner,
    OfferGone,
    SessionClosedAlready,
    SessionNotFound,
)
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.access import hold_session, session_wants
from openline.features.routing.service.agents import seat_guest
from openline.features.routing.service.life import closing
from openline.features.routing.service.queue import current, happen, hold, stored_settings
from openline.features.routing.service.reading import read_all
from openline.features.routing.service.views import session_view
from openline.features.routing.types import Phase
from openline.store import UnitOfWork, wants


@wants(session_wants)
async def accept(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Take what was offered; whoever sees everything may claim what waits. Needs a free slot at this moment.

    Raises OfferGone, NoFreeSlot, CapReached, AlreadyOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await _offered(uow, actor, session_id)
    claimed = actor.sees_all and await _is_for_claiming(uow, session, actor.person_id)
    event = engine.Claimed if claimed else engine.OfferAccepted
    await happen(uow, session.channel_id, event, session_id=session_id, agent_id=actor.person_id)
    if claimed:
        await seat_guest(uow, session.channel_id, actor)
    return await shown(uow, session_id)


@wants(session_wants)
async def skip(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Decline what was offered; it goes on to the next. So does what he has accepted, if there is a next (D53).

    Raises OfferGone, NobodyElse, SessionClosedAlready, SessionNotFound.
    """
    session = await _offered(uow, actor, session_id)
    if session.owner_id == actor.person_id:
        if not others_can(await current(uow, await hold(uow, session.channel_id)), session_id):
            raise NobodyElse
        await happen(uow, session.channel_id, engine.SessionRequeued, session_id=session_id, reason="skipped")
        return await shown(uow, session_id)
    if session.offered_to != actor.person_id and not _is_offered_to_all(session):
        raise OfferGone
    await happen(uow, session.channel_id, engine.OfferDeclined, session_id=session_id, agent_id=actor.person_id)
    return await shown(uow, session_id)


@wants(session_wants)
async def finish(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Finish it: its owner, whoever sees everything, or who accepts it by that (D8). Closed at once, or in a while.

    Raises AcceptFirst, NoFreeSlot, CapReached, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    if await _is_offered_to(uow, await still_open(uow, actor, session_id), actor.person_id):
        await accept(uow, actor, session_id)
    session = await owned(uow, actor, session_id)
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    if session.owner_id == actor.person_id:
        read_all(uow, conversation, actor.person_id)  # he decided that nothing is left to answer
    await closing.finish(uow, session_id, by=actor.person_id)
    return await shown(uow, session_id)


@wants(session_wants)
async def requeue(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Give it back to the queue: its owner, or whoever sees everything.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await owned(uow, actor, session_id)
    await happen(uow, session.channel_id, engine.SessionRequeued, session_id=session_id, reason="requeued")
    return await shown(uow, session_id)


async def shown(uow: UnitOfWork, session_id: int) -> schemas.Session:
    """A session as it is now."""
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    return await session_view(uow, session)


async def still_open(uow: UnitOfWork, actor: Actor, session_id: int) -> Session:
    """A session that the actor may see and that is not closed. Its queue is held.

    Raises SessionClosedAlready, SessionNotFound.
    """
    session, _ = await hold_session(uow, actor, session_id)
    if session.phase == Phase.CLOSED:
        raise SessionClosedAlready
    return session


async def _offered(uow: UnitOfWork, actor: Actor, session_id: int) -> Session:
    """What somebody may be offered; a colleague of the queue who comes too late learns just that.

    Raises OfferGone, SessionClosedAlready, SessionNotFound.
    """
    try:
        return await still_open(uow, actor, session_id)
    except SessionNotFound:
        session = await SESSIONS.get(uow, session_id)
        if session is None or session.account_id != actor.account_id:
            raise
        if not await _is_offered_everything(uow, session.channel_id, actor.person_id):
            raise
        raise OfferGone from None


async def _is_offered_everything(uow: UnitOfWork, channel_id: int, person_id: int) -> bool:
    """He belongs to a queue in which everything is offered to everybody: what is there is no secret to him."""
    queue = await hold(uow, channel_id)
    return stored_settings(queue).mode is Mode.ALL and await is_in_circle(uow, channel_id, person_id)


async def _is_for_claiming(uow: UnitOfWork, session: Session, person_id: int) -> bool:
    """It waits, or is offered to a queue that he does not belong to."""
    if session.phase in {Phase.WAITING, Phase.BOT}:
        return True
    return _is_offered_to_all(session) and not await is_in_circle(uow, session.channel_id, person_id)


async def _is_offered_to(uow: UnitOfWork, session: Session, person_id: int) -> bool:
    """To him alone, or to his whole queue."""
    if _is_offered_to_all(session):
        return await is_in_circle(uow, session.channel_id, person_id)
    return session.offered_to == person_id


def _is_offered_to_all(session: Session) -> bool:
    return session.phase == Phase.OFFERED and session.offered_to is None


async def owned(uow: UnitOfWork, actor: Actor, session_id: int) -> Session:
    """An open session that the actor owns, or may act on as if he did.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await still_open(uow, actor, session_id)
    if actor.sees_all or session.owner_id == actor.person_id:
        return session
    raise AcceptFirst if session.owner_id is None else NotOwner
