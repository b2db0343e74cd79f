"""What platforms call our messages: learned when they are sent or come in, asked by receipts, quotes and edits (I6)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from openline.features.channels.service import Connection
from openline.features.conversations.service import Conversation
from openline.features.messages.service import MESSAGES, Message, change_message
from openline.features.messages.types import MAX_REACTIONS, Author, Failure, Reaction, State
from openline.features.platforms.repository import EARLY_EVENTS, MESSAGE_LINKS, EarlyEvent, MessageLink
from openline.features.platforms.types import MAX_EXTERNAL_ID, Early
from openline.features.routing.service.guard import hold_of
from openline.store import UnitOfWork

NOT_DELIVERED = "not_delivered"
_EARLY = msgspec.json.Decoder(Early)
# A receipt never moves a message backwards; a failure that comes after "delivered" is one of another kind.
_RANK = {
    State.UNKNOWN: 0, State.SENDING: 0, State.SENT: 1, State.FAILED: 2, State.DELIVERED: 3, State.READ: 4,
}  # fmt: skip


async def message_of(uow: UnitOfWork, connection_id: int, external_id: str | None) -> Message | None:
    """The message that the platform calls so."""
    if not external_id:
        return None
    link = await MESSAGE_LINKS.get(uow, connection_id, external_id)
    return await MESSAGES.get(uow, link.message_id) if link else None


async def learn(
    uow: UnitOfWork, conversation: Conversation, message: Message, external_ids: Sequence[str], *, part: int = 0
) -> Message:
    """The platform calls the message, or this part of it, so; what came about these names before is done now.

    The queue is held. Names that are known stay where they are.
    """
    for external_id in external_ids:
        place = conversation.connection_id, external_id
        if not 1 <= len(external_id) <= MAX_EXTERNAL_ID or await MESSAGE_LINKS.get(uow, *place) is not None:
            continue
        MESSAGE_LINKS.add(
            uow,
            MessageLink(
                connection_id=conversation.connection_id, external_id=external_id, account_id=conversation.account_id,
                conversation_id=conversation.id, message_id=message.id, part=part, at=uow.now,
            ),
        )  # fmt: skip
        early = await EARLY_EVENTS.get(uow, *place)
        if early is not None:
            EARLY_EVENTS.remove(uow, *place)
            message = change_message(uow, conversation, message, **fate(message, _EARLY.decode(early.data)))
    return message


async def happened(uow: UnitOfWork, connection: Connection, external_id: str, news: Early) -> None:
    """Something came about a message: done now, or kept until the message has this name."""
    if not 1 <= len(external_id) <= MAX_EXTERNAL_ID:
        return
    link = await MESSAGE_LINKS.get(uow, connection.id, external_id)
    if link is None:
        await _keep(uow, connection, external_id, news)
        return
    conversation, message = await hold_of(uow, link.conversation_id), await MESSAGES.get(uow, link.message_id)
    if conversation is not None and message is not None:
        change_message(uow, conversation, message, **fate(message, news))


async def _keep(uow: UnitOfWork, connection: Connection, external_id: str, news: Early) -> None:
    row = await EARLY_EVENTS.get(uow, connection.id, external_id)
    known = _EARLY.decode(row.data) if row else Early()
    together = Early(
        state=_further(known.state, news.state), failure=news.failure or known.failure,
        deleted_at=known.deleted_at or news.deleted_at, reactions=tuple(_reacted(known.reactions, news.reactions)),
    )  # fmt: skip
    EARLY_EVENTS.save(
        uow,
        EarlyEvent(
            connection_id=connection.id, external_id=external_id, account_id=connection.account_id,
            data=msgspec.json.encode(together).decode(), at=uow.now,
        ),
    )  # fmt: skip


def fate(message: Message, news: Early) -> dict[str, Any]:
    """What changes in the message."""
    changes: dict[str, Any] = {}
    if news.state is not None and message.author != Author.CUSTOMER:
        state = State(news.state)
        if _RANK[state] > _RANK[State(message.state)]:
            changes["state"] = state.value
            if state is State.FAILED:
                failure = Failure(code=NOT_DELIVERED, text=news.failure or "", blame="recipient")
                changes["failure"] = msgspec.json.encode(failure).decode()
            elif message.state in (State.FAILED, State.UNKNOWN):
                changes["failure"] = None
    if news.deleted_at is not None and message.deleted_at is None:
        changes["deleted_at"] = news.deleted_at
    if news.reactions:
        reactions = _reacted(message.reacted, news.reactions)
        changes["reactions"] = msgspec.json.encode(reactions).decode()
    return changes


def _further(known: str | None, news: str | None) -> str | None:
    if known is None or news is None:
        return known or news
    return max(known, news, key=lambda state: _RANK[State(state)])


def _reacted(known: Sequence[Reaction], news: Sequence[Reaction]) -> list[Reaction]:
    """One reaction for each person, his latest; of very many the latest stay."""
    latest = {(reaction.by, reaction.who): reaction for reaction in known}
    for reaction in news:
        before = latest.get((reaction.by, reaction.who))
        if before is None or before.at <= reaction.at:
            latest.pop((reaction.by, reaction.who), None)
            latest[reaction.by, reaction.who] = reaction
    return list(latest.values())[-MAX_REACTIONS:]
