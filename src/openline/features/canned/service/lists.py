"""Lists and their folders: seen by whoever works with them, made and removed by whoever may change all."""

from openline.features.accounts.service import hold_account
from openline.features.canned import schemas
from openline.features.canned.errors import FolderNotFound, ListExists, ListNotFound, TooManyLists
from openline.features.canned.events import CannedChanged
from openline.features.canned.repository import (
    FOLDERS,
    LIST_OF_PERSON,
    LISTS,
    CannedList,
    Folder,
    folders_of,
    responses_of,
    shared_lists,
    sizes_of,
)
from openline.features.canned.service.doors import (
    Opened,
    access_list,
    hold_list,
    may_manage,
    may_read,
    offers,
    opened,
    own_channels,
)
from openline.features.canned.types import MAX_FOLDERS, MAX_LISTS, MINE, STANDARD, Editors, Ground, checked_name
from openline.features.channels.service import Channel, channels_of
from openline.features.files.service import take_from_shelf
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, VersionConflict
from openline.kit.i18n import Texts
from openline.kit.ids import id_in
from openline.store import UnitOfWork, View


async def list_lists(view: View, actor: Actor, ground: Ground) -> schemas.CannedLists:
    """The lists that somebody sees, his own first; before he has one it is there all the same, empty.

    Raises NotAllowed.
    """
    may_read(actor)
    at_work = await own_channels(view, actor, ground)
    channels, sizes = await channels_of(view, actor.account_id), await sizes_of(view, actor.account_id)
    mine = await LIST_OF_PERSON.get(view, actor.account_id, actor.person_id)
    items = [await _own(view, actor, await LISTS.get(view, mine) if mine else None, sizes)]
    for row in await shared_lists(view, actor.account_id):
        found = opened(actor, row, at_work)
        if found is not None:
            folders = await folders_of(view, row.id)
            items.append(_shown(actor, found, folders, channels, size=sizes.get(row.id, 0)))
    return schemas.CannedLists(items=items, may_add=actor.may(Need.CANNED_WRITE))


async def add_list(uow: UnitOfWork, actor: Actor, new: schemas.NewList, texts: Texts) -> schemas.CannedList:
    """Make a shared list, with folders that are usual unless others are given.

    Raises NotAllowed, InvalidField, ListExists, TooManyLists.
    """
    may_manage(actor)
    name = checked_name(new.name)
    named = new.folders
    if named is None:
        named = [texts.say(actor.locale, f"canned.folder.{one}") for one in STANDARD]
    names = _checked_folders(named)
    await hold_account(uow, actor.account_id)
    known = await shared_lists(uow, actor.account_id)
    if len(known) >= MAX_LISTS:
        raise TooManyLists(limit=MAX_LISTS)
    _refuse_twin(known, name)
    row = LISTS.add(uow, CannedList(
        id=uow.new_id(), account_id=actor.account_id, owner_id=None, name=name, editors=new.editors,
        created_at=uow.now, version=1,
    ))  # fmt: skip
    folders = [_add_folder(uow, row, at, one) for at, one in enumerate(names)]
    tell(uow, actor, row)
    return _shown(actor, Opened(row, may_edit=True), folders, await channels_of(uow, actor.account_id), size=0)


async def change_list(
    uow: UnitOfWork, actor: Actor, list_id: int, wanted: schemas.EditList, ground: Ground
) -> schemas.CannedList:
    """Rename a shared list, or say who changes it.

    Raises NotAllowed, ListNotFound, InvalidField, ListExists, VersionConflict.
    """
    name = checked_name(wanted.name)
    row = await _hold_shared(uow, actor, list_id, ground)
    _refuse_old(row, wanted.version)
    _refuse_twin(await shared_lists(uow, actor.account_id), name, itself=row.id)
    row = LISTS.change(uow, row, name=name, editors=wanted.editors, version=row.version + 1)
    tell(uow, actor, row)
    return await show(uow, actor, row, may_edit=True)


async def remove_list(uow: UnitOfWork, actor: Actor, list_id: int, ground: Ground) -> None:
    """Remove a shared list with all that is in it.

    Raises NotAllowed, ListNotFound.
    """
    row = await _hold_shared(uow, actor, list_id, ground)
    for response in await responses_of(uow, row.id):
        await take_from_shelf(uow, response.file_ids, row.id)
    LISTS.remove(uow, row.id)
    tell(uow, actor, row)


async def set_folders(
    uow: UnitOfWork, actor: Actor, list_id: str, wanted: schemas.NewFolders, ground: Ground
) -> schemas.CannedList:
    """All folders of a list: those without an id are new, those that are missing go.

    Raises NotAllowed, ListNotFound, FolderNotFound, InvalidField, VersionConflict.
    """
    names = _checked_folders([one.name for one in wanted.folders])
    row = await hold_list(uow, actor, list_id, ground)
    _refuse_old(row, wanted.version)
    before = {folder.id: folder for folder in await folders_of(uow, row.id)}
    kept = [id_in("folders", one.id) if one.id else None for one in wanted.folders]
    if any(folder_id is not None and folder_id not in before for folder_id in kept):
        raise FolderNotFound(field="folders")
    if len({one for one in kept if one}) != sum(1 for one in kept if one):
        raise InvalidField(field="folders", reason="a folder stands in it twice")
    for gone in before.keys() - set(kept):
        FOLDERS.remove(uow, gone)
    for at, (folder_id, name) in enumerate(zip(kept, names, strict=True)):
        if folder_id is None:
            _add_folder(uow, row, at, name)
        elif await FOLDERS.hold(uow, folder_id):
            FOLDERS.change(uow, before[folder_id], position=at, name=name)
    row = LISTS.change(uow, row, version=row.version + 1)
    tell(uow, actor, row)
    return await show(uow, actor, row, may_edit=True)


def add_folder(uow: UnitOfWork, row: CannedList, known: list[Folder], name: str) -> Folder:
    """One more folder, behind the others."""
    return _add_folder(uow, row, known[-1].position + 1 if known else 0, name)


async def show(view: View, actor: Actor, row: CannedList, *, may_edit: bool) -> schemas.CannedList:
    """A list on the wire."""
    sizes = await sizes_of(view, actor.account_id)
    if row.owner_id is not None:
        return await _own(view, actor, row, sizes)
    channels, folders = await channels_of(view, actor.account_id), await folders_of(view, row.id)
    return _shown(actor, Opened(row, may_edit), folders, channels, size=sizes.get(row.id, 0))


def tell(uow: UnitOfWork, actor: Actor, row: CannedList) -> None:
    """Announce that a list is another now; one's own concerns nobody else."""
    audience = None if row.owner_id is None else (row.owner_id,)
    uow.log(CannedChanged(account_id=row.account_id, actor_id=actor.person_id, audience=audience, list_id=row.id))


async def named_list(view: View, account_id: int, list_id: int) -> CannedList | None:
    """A shared list for a channel's settings, where nobody asks."""
    row = await LISTS.get(view, list_id)
    return row if row is not None and row.account_id == account_id and row.owner_id is None else None


async def _hold_shared(uow: UnitOfWork, actor: Actor, list_id: int, ground: Ground) -> CannedList:
    may_manage(actor)
    await LISTS.hold(uow, list_id)
    row = (await access_list(uow, actor, list_id, ground)).row
    if row.owner_id is not None:
        raise ListNotFound
    return row


def _add_folder(uow: UnitOfWork, row: CannedList, at: int, name: str) -> Folder:
    return FOLDERS.add(uow, Folder(id=uow.new_id(), account_id=row.account_id, list_id=row.id, position=at, name=name))


def _checked_folders(names: list[str]) -> list[str]:
    if len(names) > MAX_FOLDERS:
        raise InvalidField(field="folders", reason=f"at most {MAX_FOLDERS}")
    checked = [checked_name(name, "folders") for name in names]
    if len({name.casefold() for name in checked}) != len(checked):
        raise InvalidField(field="folders", reason="two folders have the same name")
    return checked


def _refuse_twin(known: list[CannedList], name: str, *, itself: int | None = None) -> None:
    for one in known:
        if one.name.casefold() == name.casefold() and one.id != itself:
            raise ListExists(field="name", name=one.name)


def _refuse_old(row: CannedList, version: int | None) -> None:
    if version is not None and version != row.version:
        raise VersionConflict(version=row.version)


async def _own(view: View, actor: Actor, row: CannedList | None, sizes: dict[int, int]) -> schemas.CannedList:
    folders = await folders_of(view, row.id) if row else []
    return schemas.CannedList(
        id=MINE, name="", personal=True, editors=Editors.NOBODY.value, folders=_folders(folders), channels=[],
        size=sizes.get(row.id, 0) if row else 0, may_edit=actor.may(Need.CONVERSATIONS_WRITE), may_manage=False,
        version=row.version if row else 0,
    )  # fmt: skip


def _shown(
    actor: Actor, seen: Opened, folders: list[Folder], channels: list[Channel], *, size: int
) -> schemas.CannedList:
    row, may_edit = seen
    return schemas.CannedList(
        id=str(row.id), name=row.name, personal=False, editors=Editors(row.editors).value, folders=_folders(folders),
        channels=[schemas.UsedBy(id=str(one.id), name=one.name) for one in channels if offers(one, row)],
        size=size, may_edit=may_edit, may_manage=actor.may(Need.CANNED_WRITE), version=row.version,
    )  # fmt: skip


def _folders(rows: list[Folder]) -> list[schemas.CannedFolder]:
    return [schemas.CannedFolder(id=str(row.id), name=row.name) for row in rows]
