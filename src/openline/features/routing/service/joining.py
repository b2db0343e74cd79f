"""Taking part in a session without owning it, and whispering (docs/behaviour/desk.md D26, D27)."""

from typing import Any

import msgspec

from openline.features.conversations.service import CONVERSATIONS, Conversation, enter_circle, leave_circle
from openline.features.people.types import Actor
from openline.features.routing import schemas
from openline.features.routing.errors import AlreadyOwner, NotOwner
from openline.features.routing.events import SessionJoined, SessionLeft, SessionWhispered
from openline.features.routing.service.access import session_wants
from openline.features.routing.service.actions import shown, still_open
from openline.features.routing.service.life.rows import both
from openline.kit.errors import TooLarge
from openline.store import UnitOfWork, wants

MAX_JOINED = 20


@wants(session_wants)
async def join(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Take part in a session that somebody else owns; for whoever may see it. Twice is once.

    Raises AlreadyOwner, TooLarge, SessionClosedAlready, SessionNotFound.
    """
    session = await still_open(uow, actor, session_id)
    if session.owner_id == actor.person_id:
        raise AlreadyOwner
    _, conversation = await both(uow, session_id)
    joined = conversation.joined_ids
    if actor.person_id not in joined:
        if len(joined) >= MAX_JOINED:
            raise TooLarge(limit=MAX_JOINED)
        conversation = _with(uow, conversation, (*joined, actor.person_id))
        enter_circle(uow, actor.account_id, conversation.id, actor.person_id)
        uow.log(SessionJoined(**_head(conversation), person_id=actor.person_id))
    return await shown(uow, session_id)


@wants(session_wants)
async def leave(uow: UnitOfWork, actor: Actor, session_id: int) -> schemas.Session:
    """Take part no longer. Whoever does not take part has left.

    Raises SessionClosedAlready, SessionNotFound.
    """
    await still_open(uow, actor, session_id)
    _, conversation = await both(uow, session_id)
    _let_go(uow, conversation, actor.person_id)
    return await shown(uow, session_id)


@wants(lambda peek, actor, session_id, **_: session_wants(peek, actor, session_id))
async def whisper(uow: UnitOfWork, actor: Actor, session_id: int, *, on: bool) -> schemas.Session:
    """From now on what the team writes is for the team only, or no longer: for its owner, whoever takes part, and
    whoever sees everything.

    Raises NotOwner, SessionClosedAlready, SessionNotFound.
    """
    session = await still_open(uow, actor, session_id)
    _, conversation = await both(uow, session_id)
    if not (actor.sees_all or actor.person_id in (session.owner_id, *conversation.joined_ids)):
        raise NotOwner
    if bool(conversation.whisper) is not on:
        conversation = CONVERSATIONS.change(uow, conversation, whisper=int(on))
        uow.log(SessionWhispered(**_head(conversation), actor_id=actor.person_id, on=on))
    return await shown(uow, session_id)


async def others_leave(uow: UnitOfWork, fact: Any) -> None:
    """Subscriber of what gives a session to somebody else, or ends it: whoever joined takes part no longer, and the
    new owner's words reach the customer.
    """
    conversation = await CONVERSATIONS.get(uow, fact.conversation_id)
    if conversation is None:
        return
    for person_id in conversation.joined_ids:
        _let_go(uow, conversation, person_id)
        conversation = await CONVERSATIONS.get(uow, fact.conversation_id) or conversation
    if conversation.whisper:
        conversation = CONVERSATIONS.change(uow, conversation, whisper=0)
        uow.log(SessionWhispered(**_head(conversation), on=False))


def _let_go(uow: UnitOfWork, conversation: Conversation, person_id: int) -> None:
    joined = conversation.joined_ids
    if person_id not in joined:
        return
    conversation = _with(uow, conversation, tuple(one for one in joined if one != person_id))
    leave_circle(uow, conversation.account_id, conversation.id, person_id)
    uow.log(SessionLeft(**_head(conversation), person_id=person_id))


def _with(uow: UnitOfWork, conversation: Conversation, joined: tuple[int, ...]) -> Conversation:
    return CONVERSATIONS.change(uow, conversation, joined=msgspec.json.encode(joined).decode() if joined else None)


def _head(conversation: Conversation) -> dict[str, Any]:
    return {
        "account_id": conversation.account_id, "conversation_id": conversation.id,
        "session_id": conversation.session_id, "channel_id": conversation.channel_id,
        "audience": conversation.audience,
    }  # fmt: skip
