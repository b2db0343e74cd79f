"""Conversations: found or made by thread, seen through one door, marked as read; circles of people who may see them."""

from openline.features.conversations.errors import ConversationNotFound
from openline.features.conversations.events import CircleChanged, ConversationChanged
from openline.features.conversations.repository import (
    CIRCLES,
    CONVERSATION_BY_THREAD,
    CONVERSATIONS,
    COUNTS,
    LISTS,
    Circle,
    Conversation,
    circles_of,
    of_contact,
)
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed
from openline.kit.paging import cursor, place
from openline.store import UnitOfWork, View

__all__ = [
    "CONVERSATIONS", "CONVERSATION_BY_THREAD", "Conversation", "access_conversation", "changed", "circles_of",
    "count_of", "enter_circle", "is_in_circle", "leave_circle", "may_see", "of_contact", "page_of",
]  # fmt: skip

_FAR_FUTURE = (1 << 62, 1 << 62)


async def may_see(view: View, actor: Actor, conversation: Conversation) -> bool:
    """The owner, whoever it is offered to, the last owner, and those who see everything (docs/behaviour/desk.md D1)."""
    if actor.sees_all or actor.person_id in conversation.audience:
        return True
    return conversation.open_to is not None and await is_in_circle(view, conversation.open_to, actor.person_id)


async def is_in_circle(view: View, circle_id: int, person_id: int) -> bool:
    """Whether somebody belongs to a circle."""
    return await CIRCLES.get(view, circle_id, person_id) is not None


def enter_circle(uow: UnitOfWork, account_id: int, circle_id: int, person_id: int) -> None:
    """From now on he may see what is open to the circle."""
    CIRCLES.save(uow, Circle(circle_id=circle_id, person_id=person_id, account_id=account_id))
    uow.log(CircleChanged(account_id=account_id, person_id=person_id, circle_id=circle_id, inside=True))


def leave_circle(uow: UnitOfWork, account_id: int, circle_id: int, person_id: int) -> None:
    """He may not see it any more."""
    CIRCLES.remove(uow, circle_id, person_id)
    uow.log(CircleChanged(account_id=account_id, person_id=person_id, circle_id=circle_id, inside=False))


async def access_conversation(
    view: View, actor: Actor, conversation_id: int, *, need: Need = Need.CONVERSATIONS_READ
) -> Conversation:
    """The door to a conversation; somebody else's looks the same as none.

    Raises NotAllowed, ConversationNotFound.
    """
    if not actor.may(need):
        raise NotAllowed(need=need)
    conversation = await CONVERSATIONS.get(view, conversation_id)
    if (
        conversation is None
        or conversation.account_id != actor.account_id
        or not await may_see(view, actor, conversation)
    ):
        raise ConversationNotFound
    return conversation


async def page_of(
    view: View, actor: Actor, name: str, after: str | None, limit: int
) -> tuple[list[Conversation], str | None]:
    """One page of a list (new, mine, all), the latest activity first, and the cursor of the next.

    Raises NotAllowed, InvalidField for a broken cursor.
    """
    if not actor.may(Need.CONVERSATIONS_READ):
        raise NotAllowed(need=Need.CONVERSATIONS_READ)
    before_at, before_id = place(after, 2) or _FAR_FUTURE
    found = await view.list(
        LISTS[name, actor.sees_all],
        account_id=actor.account_id, person_id=actor.person_id, before_at=before_at, before_id=before_id,
        limit=limit + 1,
    )  # fmt: skip
    more = len(found) > limit
    found = found[:limit]
    return found, cursor(found[-1].last_at, found[-1].id) if more else None


async def count_of(view: View, actor: Actor, name: str) -> int:
    """How many conversations a list has; `unread` counts mine with unread messages."""
    (count,) = await view.list(COUNTS[name, actor.sees_all], account_id=actor.account_id, person_id=actor.person_id)
    return count


def changed(uow: UnitOfWork, conversation: Conversation) -> None:
    """Tell whoever sees it that something about the conversation itself is new."""
    uow.log(
        ConversationChanged(
            account_id=conversation.account_id, conversation_id=conversation.id, session_id=conversation.session_id,
            channel_id=conversation.channel_id, audience=conversation.audience,
        )
    )  # fmt: skip
