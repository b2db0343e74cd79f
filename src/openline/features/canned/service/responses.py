"""Responses in lists: read by whoever sees the list, changed by whoever may change what is in it."""

import msgspec

from openline.features.canned import schemas
from openline.features.canned.errors import FolderNotFound, TooManyListFiles, TooManyResponses
from openline.features.canned.repository import (
    FOLDERS,
    RESPONSES,
    CannedList,
    Found,
    Response,
    Wanted,
    page_of,
    responses_of,
)
from openline.features.canned.service.doors import access_list, hold_list, hold_response, id_of, may_read
from openline.features.canned.service.lists import tell
from openline.features.canned.service.words import MACROS, folded, words_of
from openline.features.canned.types import (
    MAX_FILES,
    MAX_FILES_OF_LIST,
    MAX_NAME,
    MAX_RESPONSES,
    MAX_TEXT,
    MINE,
    Ground,
    checked_name,
)
from openline.features.files.service import (
    FILES,
    Owner,
    OwnerKind,
    files_of,
    move_on_shelves,
    put_on_shelf,
    take_from_shelf,
)
from openline.features.people.types import Actor
from openline.kit.errors import InvalidField, VersionConflict, about
from openline.kit.ids import id_in, ids_in
from openline.kit.macros import macros_in
from openline.kit.paging import cursor, place
from openline.kit.text import clean, preview
from openline.kit.wire import instant
from openline.store import UnitOfWork, View

_FIRST = (1 << 62, 0)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of a list is wanted."""

    list_id: str
    folder_id: str | None
    search: str
    after: str | None
    limit: int


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What a response is to say, checked, and where it stands."""

    name: str
    text: str
    file_ids: tuple[int, ...]
    folder_id: int | None = None
    message_id: int | None = None


async def list_responses(view: View, actor: Actor, asked: Asked, ground: Ground) -> schemas.CannedPage:
    """One page of a list, most used first.

    Raises NotAllowed, ListNotFound, InvalidField.
    """
    may_read(actor)
    after = place(asked.after, 2) or _FIRST
    with about("list_id"):
        list_id = await id_of(view, actor, asked.list_id)
        if list_id is None:
            return schemas.CannedPage(items=[])
        await access_list(view, actor, list_id, ground)
    folder_id = id_in("folder_id", asked.folder_id) if asked.folder_id else None
    wanted = Wanted(list_id, actor.person_id, folder_id, words_of(asked.search))
    found = await page_of(view, wanted, after, asked.limit + 1)
    more, found = len(found) > asked.limit, found[: asked.limit]
    last = found[-1].response if found else None
    return schemas.CannedPage(
        items=[await show(view, one) for one in found], next=cursor(last.uses, last.id) if more and last else None
    )


async def add_response(uow: UnitOfWork, actor: Actor, new: schemas.NewCanned, ground: Ground) -> schemas.Canned:
    """Make a response.

    Raises NotAllowed, ListNotFound, FolderNotFound, InvalidField, FileNotFound, FileTaken, TooManyResponses,
    TooManyListFiles.
    """
    words = checked(new.text, new.files, new.name)
    with about("list_id"):
        row = await hold_list(uow, actor, new.list_id, ground)
    words = msgspec.structs.replace(words, folder_id=await folder_in(uow, row, new.folder_id))
    await room_in(uow, row, more_files=len(words.file_ids))
    made = make(uow, actor, row, await put_files(uow, actor, row, words))
    tell(uow, actor, row)
    return await show(uow, Found(made, 0))


async def change_response(
    uow: UnitOfWork, actor: Actor, response_id: int, wanted: schemas.EditCanned, ground: Ground
) -> schemas.Canned:
    """Change a response, or let it stand in another folder or list.

    Raises what `add_response` raises, ResponseNotFound, VersionConflict.
    """
    words = checked(wanted.text, wanted.files, wanted.name)
    with about("list_id"):
        target = await hold_list(uow, actor, wanted.list_id, ground)
    row = await hold_response(uow, actor, response_id, ground)
    if wanted.version is not None and wanted.version != row.version:
        raise VersionConflict(version=row.version)
    folder_id = await folder_in(uow, target, wanted.folder_id)
    before = row.file_ids
    moved = row.list_id != target.id
    fresh = [one for one in words.file_ids if one not in before]
    if moved or fresh:
        await room_in(uow, target, more_files=len(words.file_ids if moved else fresh), itself=None if moved else row.id)
    await take_from_shelf(uow, [one for one in before if one not in words.file_ids], row.list_id)
    if moved:
        await move_on_shelves(uow, [one for one in words.file_ids if one in before], row.list_id, target.id)
    named = await put_files(uow, actor, target, words, before)
    row = RESPONSES.change(
        uow, row, **written(named), list_id=target.id, owner_id=target.owner_id, folder_id=folder_id,
        changed_at=uow.now, version=row.version + 1,
    )  # fmt: skip
    tell(uow, actor, target)
    return await show(uow, Found(row, 0))


async def remove_response(uow: UnitOfWork, actor: Actor, response_id: int, ground: Ground) -> None:
    """Remove a response.

    Raises NotAllowed, ResponseNotFound.
    """
    row = await hold_response(uow, actor, response_id, ground)
    await take_from_shelf(uow, row.file_ids, row.list_id)
    RESPONSES.remove(uow, row.id)
    tell(uow, actor, await hold_list(uow, actor, str(row.list_id), ground))


def checked(text: str, files: list[str], name: str = "") -> Words:
    """Whether it is fit for a response: a text or files. Its name is the beginning of its text unless it has one.

    Raises InvalidField.
    """
    text = clean(text)
    if len(text) > MAX_TEXT:
        raise InvalidField(field="text", reason=f"at most {MAX_TEXT} characters")
    if not text and not files:
        raise InvalidField(field="text", reason="a text or a file")
    if len(files) > MAX_FILES or len(set(files)) != len(files):
        raise InvalidField(field="files", reason=f"at most {MAX_FILES}, none twice")
    name = name.strip() or preview(text, MAX_NAME)
    return Words(name=checked_name(name) if name else "", text=text, file_ids=ids_in("files", files))


async def folder_in(uow: UnitOfWork, row: CannedList, folder_id: str | None) -> int | None:
    """A folder of this list.

    Raises FolderNotFound.
    """
    if folder_id is None:
        return None
    folder = await FOLDERS.get(uow, id_in("folder_id", folder_id))
    if folder is None or folder.list_id != row.id:
        raise FolderNotFound(field="folder_id")
    return folder.id


async def room_in(uow: UnitOfWork, row: CannedList, *, more_files: int, itself: int | None = None) -> list[Response]:
    """The responses of a list that has room for one more, or for more files of one that it holds.

    Raises TooManyResponses, TooManyListFiles.
    """
    known = await responses_of(uow, row.id)
    if itself is None and len(known) >= MAX_RESPONSES:
        raise TooManyResponses(limit=MAX_RESPONSES)
    if more_files and sum(len(one.file_ids) for one in known) + more_files > MAX_FILES_OF_LIST:
        raise TooManyListFiles(limit=MAX_FILES_OF_LIST)
    return known


def make(uow: UnitOfWork, actor: Actor, row: CannedList, words: Words) -> Response:
    """A new row; its files lie on the list's shelf already."""
    return RESPONSES.add(uow, Response(
        id=uow.new_id(), account_id=row.account_id, list_id=row.id, owner_id=row.owner_id, folder_id=words.folder_id,
        **written(words), uses=0, message_id=words.message_id, created_by=actor.person_id, changed_at=uow.now,
        version=1,
    ))  # fmt: skip


def written(words: Words) -> dict[str, str]:
    """Its columns, with what searches look through."""
    return {
        "name": words.name, "text": words.text, "files": msgspec.json.encode(words.file_ids).decode(),
        "title": folded(words.name), "words": folded(f"{words.name}\n{words.text}"),
    }  # fmt: skip


async def put_files(
    uow: UnitOfWork, actor: Actor, row: CannedList, words: Words, before: tuple[int, ...] = ()
) -> Words:
    """New files go to the list's shelf; what has neither name nor text is called after its first file."""
    fresh = [one for one in words.file_ids if one not in before]
    owner = Owner(row.account_id, OwnerKind.PERSON, actor.person_id)
    with about("files"):
        await put_on_shelf(uow, owner, fresh, row.id)
    if words.name:
        return words
    first = await FILES.get(uow, words.file_ids[0])
    return msgspec.structs.replace(words, name=preview(first.name if first else "", MAX_NAME))


async def show(view: View, found: Found) -> schemas.Canned:
    """A response on the wire, for somebody who sees its list."""
    row = found.response
    folder = await FOLDERS.get(view, row.folder_id) if row.folder_id else None
    return schemas.Canned(
        id=str(row.id), list_id=MINE if row.owner_id is not None else str(row.list_id),
        folder_id=str(folder.id) if folder else None, name=row.name, text=row.text,
        files=await files_of(view, row.account_id, row.file_ids), uses=row.uses, my_uses=found.mine,
        unknown=[name for name in macros_in(row.text) if name not in MACROS],
        changed_at=instant(row.changed_at), version=row.version,
    )  # fmt: skip
