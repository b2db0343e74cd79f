"""Responses where they are needed: found for a conversation, filled, and counted (CR10 to CR14)."""

from collections.abc import Mapping
from typing import NamedTuple

from openline.features.canned import schemas
from openline.features.canned.errors import ResponseNotFound
from openline.features.canned.repository import FOLDERS, LISTS, RESPONSES, USES, Reach, Response, Use, offered
from openline.features.canned.service.doors import chosen_by
from openline.features.canned.service.words import words_of
from openline.features.canned.types import MAX_QUERY, Ground
from openline.features.channels.service import CHANNELS
from openline.features.conversations.service import Conversation, access_conversation
from openline.features.files.service import FILES, FileRow
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField
from openline.kit.macros import fill, macros_in
from openline.store import UnitOfWork, View


class Search(NamedTuple):
    """What an agent looks for, and how much of it he wants to see."""

    q: str
    limit: int


class Ready(NamedTuple):
    """A response for one conversation: filled, with the rows of its files."""

    text: str
    empty: list[str]
    unknown: list[str]
    files: list[FileRow]


async def offer(view: View, actor: Actor, conversation_id: int, search: Search, ground: Ground) -> schemas.OfferedPage:
    """What can be said in a conversation: the shared lists of its channel, and one's own.

    Raises NotAllowed, ConversationNotFound, InvalidField.
    """
    if len(search.q) > MAX_QUERY:
        raise InvalidField(field="q", reason=f"at most {MAX_QUERY} characters")
    conversation = await access_conversation(view, actor, conversation_id)
    reach = Reach(actor.account_id, actor.person_id, await _lists_of(view, conversation))
    found = await offered(view, reach, words_of(search.q), search.limit)
    known = await ground.macros_of(view, actor, conversation) if found else {}
    return schemas.OfferedPage(items=[await _shown(view, one.response, known) for one in found])


async def fill_in(view: View, actor: Actor, conversation_id: int, response_id: int, ground: Ground) -> Ready:
    """A response for the composer.

    Raises NotAllowed, ConversationNotFound, ResponseNotFound.
    """
    conversation = await access_conversation(view, actor, conversation_id, need=Need.CONVERSATIONS_WRITE)
    row = await RESPONSES.get(view, response_id)
    if row is None or not await _is_offered(view, actor, conversation, row):
        raise ResponseNotFound
    known = await ground.macros_of(view, actor, conversation)
    text, empty, unknown = _filled(row.text, known)
    files = [await FILES.get(view, file_id) for file_id in row.file_ids]
    return Ready(text, empty, unknown, [one for one in files if one is not None])


async def count(uow: UnitOfWork, actor: Actor, response_id: int) -> None:
    """Somebody has chosen it; whatever was removed meanwhile is not counted."""
    seen = await RESPONSES.get(uow, response_id)
    if seen is None or await LISTS.hold(uow, seen.list_id) is None:
        return
    row = await RESPONSES.hold(uow, response_id)
    if row is None:
        return
    RESPONSES.change(uow, row, uses=row.uses + 1)
    mine = await USES.hold(uow, row.id, actor.person_id)
    times = mine.uses + 1 if mine else 1
    USES.save(uow, Use(row.id, actor.person_id, row.account_id, times, uow.now))


async def _lists_of(view: View, conversation: Conversation) -> list[int] | None:
    channel = await CHANNELS.get(view, conversation.channel_id)
    return [] if channel is None else chosen_by(channel)


async def _is_offered(view: View, actor: Actor, conversation: Conversation, row: Response) -> bool:
    if row.account_id != actor.account_id:
        return False
    if row.owner_id is not None:
        return row.owner_id == actor.person_id
    lists = await _lists_of(view, conversation)
    return lists is None or row.list_id in lists


async def _shown(view: View, row: Response, known: Mapping[str, str]) -> schemas.OfferedCanned:
    text, empty, unknown = _filled(row.text, known)
    folder = await FOLDERS.get(view, row.folder_id) if row.folder_id else None
    files = [await FILES.get(view, file_id) for file_id in row.file_ids]
    return schemas.OfferedCanned(
        id=str(row.id), name=row.name, text=text, files=[one.name for one in files if one is not None],
        personal=row.owner_id is not None, folder=folder.name if folder else None, empty=empty, unknown=unknown,
    )  # fmt: skip


def _filled(text: str, known: Mapping[str, str]) -> tuple[str, list[str], list[str]]:
    named = macros_in(text)
    empty = [name for name in named if known.get(name) == ""]
    return fill(text, known).strip(), empty, [name for name in named if name not in known]
