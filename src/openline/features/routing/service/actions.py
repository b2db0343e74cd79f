"""What an agent does with a session: accept, skip, finish, give back."""

from openline.engine import events as engine
from openline.features.conversations.service import CONVERSATIONS
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import AcceptFirst, NotOwner, OfferGone, SessionClosedAlready
from openline.features.routing.repository import SESSIONS, Session
from openline.features.routing.service.access import hold_session, session_wants
from openline.features.routing.service.agents import seat_guest
from openline.features.routing.service.queue import happen
from openline.features.routing.service.reading import read_all
from openline.features.routing.service.views import session_view
from openline.features.routing.types import CLOSED_STATUS, Phase
from openline.store import UnitOfWork, wants


@wants(session_wants)
async def accept(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Take what was offered; whoever sees everything may claim what waits. Needs a free slot at this moment.

    Raises OfferGone, NoFreeSlot, AlreadyOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await _open(uow, actor, session_id)
    claimed = session.phase == Phase.WAITING and actor.sees_all
    event = engine.Claimed if claimed else engine.OfferAccepted
    await happen(uow, session.channel_id, event, session_id=session_id, agent_id=actor.person_id)
    if claimed:
        await seat_guest(uow, session.channel_id, actor)
    return await _shown(uow, session_id)


@wants(session_wants)
async def skip(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Decline what was offered; it goes on to the next.

    Raises OfferGone, SessionClosedAlready, SessionNotFound.
    """
    session = await _open(uow, actor, session_id)
    if session.offered_to != actor.person_id:
        raise OfferGone
    await happen(uow, session.channel_id, engine.OfferDeclined, session_id=session_id, agent_id=actor.person_id)
    return await _shown(uow, session_id)


@wants(session_wants)
async def finish(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Close it: its owner, or whoever sees everything.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await _owned(uow, actor, session_id)
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    if session.owner_id == actor.person_id:
        read_all(uow, conversation, actor.person_id)  # he decided that nothing is left to answer
    await happen(uow, session.channel_id, engine.SessionFinished, session_id=session_id, status=CLOSED_STATUS)
    return await _shown(uow, session_id)


@wants(session_wants)
async def requeue(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Give it back to the queue: its owner, or whoever sees everything.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await _owned(uow, actor, session_id)
    await happen(uow, session.channel_id, engine.SessionRequeued, session_id=session_id, reason="requeued")
    return await _shown(uow, session_id)


async def _shown(uow: UnitOfWork, session_id: int) -> schemas.Session:
    session = await SESSIONS.get(uow, session_id)
    assert session is not None
    return await session_view(uow, session)


async def _open(uow: UnitOfWork, actor: Actor, session_id: int) -> Session:
    session, _ = await hold_session(uow, actor, session_id)
    if session.phase == Phase.CLOSED:
        raise SessionClosedAlready
    return session


async def _owned(uow: UnitOfWork, actor: Actor, session_id: int) -> Session:
    session = await _open(uow, actor, session_id)
    if actor.sees_all or session.owner_id == actor.person_id:
        return session
    raise AcceptFirst if session.owner_id is None else NotOwner
