"""What people do with sessions past the queue: hand over, intercept, pin, end at once (docs/behaviour/desk.md)."""

from typing import Any

from openline.engine import events as engine
from openline.features.conversations.service import CONVERSATIONS
from openline.features.messages.service import Draft, add, check
from openline.features.messages.types import Author
from openline.features.people.service.rows import person_row
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import AcceptFirst, AgentDismissed, AlreadyOwner, NotOwner
from openline.features.routing.repository import Session, owned_sessions
from openline.features.routing.service.access import session_wants
from openline.features.routing.service.actions import owned, shown, still_open
from openline.features.routing.service.agents import seat_owner
from openline.features.routing.service.queue import happen
from openline.features.routing.service.reading import read_all
from openline.features.routing.types import CLOSED_STATUS, SPAM_STATUS
from openline.kit.errors import NotAllowed, about
from openline.store import UnitOfWork, View, wants

TRANSFERRED, INTERCEPTED = "transferred", "intercepted"


@wants(lambda peek, actor, session_id, *_: session_wants(peek, actor, session_id))
async def transfer(
    uow: UnitOfWork, actor: Actor, session_id: int, person_id: int | None, comment: str | None
) -> schemas.Session:
    """Hand it to a colleague, whose it is at once, or (None) back to its queue; the comment is a note for colleagues.

    Raises AcceptFirst, NotOwner, AlreadyOwner, AgentDismissed, PersonNotFound, SessionClosedAlready, SessionNotFound.
    """
    session = await owned(uow, actor, session_id)
    if person_id is not None:
        with about("to.id"):
            await _works_here(uow, actor.account_id, person_id)
    if comment:
        await note_for_colleagues(uow, actor, session, comment)
    if person_id is None:
        await happen(uow, session.channel_id, engine.SessionRequeued, session_id=session.id, reason=TRANSFERRED)
    else:
        await _hand(uow, actor, session, person_id, TRANSFERRED)
    return await shown(uow, session_id)


@wants(session_wants)
async def intercept(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Take it from its owner; for those who see everything.

    Raises NotAllowed, AlreadyOwner, AcceptFirst if nobody owns it, SessionClosedAlready, SessionNotFound.
    """
    session = await still_open(uow, actor, session_id)
    if not actor.sees_all:
        raise NotAllowed
    if session.owner_id is None:
        raise AcceptFirst
    if session.owner_id == actor.person_id:
        raise AlreadyOwner
    await _hand(uow, actor, session, actor.person_id, INTERCEPTED)
    return await shown(uow, session_id)


@wants(session_wants)
async def spam(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Close it as spam, without a word to the customer: its owner, or whoever sees everything.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    return await _end(uow, actor, session_id, SPAM_STATUS)


@wants(session_wants)
async def stop(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Close it at once, whatever closing does otherwise: its owner, or whoever sees everything.

    Raises AcceptFirst, NotOwner, SessionClosedAlready, SessionNotFound.
    """
    return await _end(uow, actor, session_id, CLOSED_STATUS)


@wants(session_wants)
async def pin(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Keep it, also while away: its owner only.

    Raises NotOwner, SessionClosedAlready, SessionNotFound.
    """
    return await _pin(uow, actor, session_id, engine.SessionPinned)


@wants(session_wants)
async def unpin(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """No longer insist on keeping it: its owner only.

    Raises NotOwner, SessionClosedAlready, SessionNotFound.
    """
    return await _pin(uow, actor, session_id, engine.SessionUnpinned)


async def mine(view: View, actor: Actor) -> list[tuple[int, bool]]:
    """The open sessions that the actor owns, and whether they are pinned."""
    found = await owned_sessions(view, actor.account_id, actor.person_id)
    return [(session.id, bool(session.pinned)) for session in found]


async def _end(uow: UnitOfWork, actor: Actor, session_id: int, status: int) -> schemas.Session:
    session = await owned(uow, actor, session_id)
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    if session.owner_id == actor.person_id:
        read_all(uow, conversation, actor.person_id)  # he decided that nothing is left to answer
    await happen(uow, session.channel_id, engine.SessionFinished, session_id=session.id, status=status)
    return await shown(uow, session_id)


async def _pin(uow: UnitOfWork, actor: Actor, session_id: int, event: type[Any]) -> schemas.Session:
    session = await still_open(uow, actor, session_id)
    if session.owner_id != actor.person_id:
        raise NotOwner
    await happen(uow, session.channel_id, event, session_id=session.id, agent_id=actor.person_id)
    return await shown(uow, session_id)


async def _hand(uow: UnitOfWork, actor: Actor, session: Session, person_id: int, how: str) -> None:
    await happen(
        uow, session.channel_id, engine.SessionHanded,
        session_id=session.id, agent_id=person_id, by=actor.person_id, how=how,
    )  # fmt: skip
    await seat_owner(uow, session.channel_id, session.account_id, person_id)


async def _works_here(uow: UnitOfWork, account_id: int, person_id: int) -> None:
    if not (await person_row(uow, account_id, person_id)).active:
        raise AgentDismissed


async def note_for_colleagues(uow: UnitOfWork, actor: Actor, session: Session, comment: str) -> None:
    """Why it is handed over: never shown to the customer."""
    conversation = await CONVERSATIONS.get(uow, session.conversation_id)
    assert conversation is not None
    with about("comment"):
        draft = check(Draft(text=comment, note=True))
    await add(uow, conversation, draft, author=Author.AGENT, author_id=actor.person_id)
