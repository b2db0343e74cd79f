"""A message that was sent, as a response: never twice the same (CR15)."""

from typing import NamedTuple

import msgspec

from openline.features.canned import schemas
from openline.features.canned.errors import NothingToSave
from openline.features.canned.repository import RESPONSES, CannedList, Found, Response, responses_of
from openline.features.canned.service.doors import access_list, hold_list, id_of, may_write
from openline.features.canned.service.lists import tell
from openline.features.canned.service.responses import (
    Words,
    checked,
    folder_in,
    make,
    put_files,
    room_in,
    show,
    written,
)
from openline.features.canned.types import Ground
from openline.features.conversations.service import access_conversation
from openline.features.files.service import FILES, FileRow
from openline.features.messages.errors import MessageNotFound
from openline.features.messages.service import MESSAGES, Message
from openline.features.messages.types import Author
from openline.features.people.types import Actor
from openline.kit.errors import about
from openline.store import UnitOfWork, View


class Kept(NamedTuple):
    """What a list has of a message already: made of it, or the same text."""

    same: Response | None = None
    twin: Response | None = None


class Keeping(NamedTuple):
    """Where a message is to be kept, and copies of its files, which belong to the caller."""

    where: schemas.SaveMessage
    copies: tuple[str, ...]


async def files_to_copy(view: View, actor: Actor, message_id: int, list_id: str, ground: Ground) -> list[FileRow]:
    """The files of a message of which the list has nothing yet.

    Raises NotAllowed, MessageNotFound, ConversationNotFound, NothingToSave, ListNotFound.
    """
    may_write(actor)
    message = await _access_message(view, actor, message_id)
    known = await id_of(view, actor, list_id)
    if known is not None:
        row = (await access_list(view, actor, known, ground)).row
        if any(await _kept(view, row, message)):
            return []
    files = [await FILES.get(view, file_id) for file_id in message.file_ids]
    return [one for one in files if one is not None]


async def save(uow: UnitOfWork, actor: Actor, message_id: int, keeping: Keeping, ground: Ground) -> schemas.SavedCanned:
    """Make a response of a message.

    The one that was made of it before gets its text as it is now, the same text is kept once.
    Raises what `files_to_copy` and `add_response` raise.
    """
    where, copies = keeping
    message = await _access_message(uow, actor, message_id)
    with about("list_id"):
        row = await hold_list(uow, actor, where.list_id, ground)
    folder_id = await folder_in(uow, row, where.folder_id)
    same, twin = await _kept(uow, row, message)
    if same is not None and same.text != message.text:
        words = checked(message.text, [str(one) for one in same.file_ids], where.name or same.name)
        return await _rewrite(uow, actor, row, same, words)
    if (known := same or twin) is not None:
        return schemas.SavedCanned(outcome="there_already", response=await show(uow, Found(known, 0)))
    words = checked(message.text, list(copies), where.name)
    await room_in(uow, row, more_files=len(copies))
    words = await put_files(uow, actor, row, words)
    made = make(uow, actor, row, msgspec.structs.replace(words, folder_id=folder_id, message_id=message.id))
    tell(uow, actor, row)
    return schemas.SavedCanned(outcome="made", response=await show(uow, Found(made, 0)))


async def _rewrite(
    uow: UnitOfWork, actor: Actor, row: CannedList, same: Response, words: Words
) -> schemas.SavedCanned:  # fmt: skip
    await RESPONSES.hold(uow, same.id)
    changed = RESPONSES.change(uow, same, **written(words), changed_at=uow.now, version=same.version + 1)
    tell(uow, actor, row)
    return schemas.SavedCanned(outcome="changed", response=await show(uow, Found(changed, 0)))


async def _kept(view: View, row: CannedList, message: Message) -> Kept:
    known = await responses_of(view, row.id)
    same = next((one for one in known if one.message_id == message.id), None)
    return Kept(same, next((one for one in known if one.text == message.text != ""), None))


async def _access_message(view: View, actor: Actor, message_id: int) -> Message:
    """A message that was sent to a customer, through its conversation's door."""
    message = await MESSAGES.get(view, message_id)
    if message is None or message.account_id != actor.account_id:
        raise MessageNotFound
    await access_conversation(view, actor, message.conversation_id)
    if message.author == Author.CUSTOMER or message.note or message.deleted_at:
        raise NothingToSave
    if not (message.text or message.file_ids):
        raise NothingToSave
    return message
