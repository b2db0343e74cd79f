"""Attaching: once, by the uploader, in one transaction with the message."""

from pathlib import Path

import pytest

from openline.features.files.errors import FileNotFound, FileTaken, TooManyFiles
from openline.features.files.repository import FILES
from openline.features.files.service import Files, Owner, OwnerKind, attach, files_of
from openline.features.files.types import MAX_FILES_PER_MESSAGE
from openline.kit.clock import DAY, MINUTE, Clock
from openline.store import Store, UnitOfWork
from tests.features.files.conftest import ACCOUNT, CONVERSATION, kept
from tests.features.files.test_upload import BOUNDARY, form, in_chunks

ALICE = Owner(ACCOUNT, OwnerKind.PERSON, 1)
VISITOR = Owner(ACCOUNT, OwnerKind.VISITOR, 1)


async def upload(files: Files, owner: Owner = ALICE, name: str = "a.txt") -> int:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return int((await files.upload(owner, in_chunks(form(b"text", name)), kind)).id)


async def test_files_are_attached_in_order(files: Files, store: Store) -> None:
    ids = [await upload(files, name=f"{n}.txt") for n in range(3)]
    wanted = [ids[2], ids[0], ids[1]]
    rows = await store.commit(attach, ACCOUNT, wanted, ALICE, CONVERSATION)
    assert [row.id for row in rows] == wanted
    assert {row.conversation_id for row in rows} == {CONVERSATION}
    shown = await store.read(files_of, ACCOUNT, wanted)
    assert [file.name for file in shown] == ["2.txt", "0.txt", "1.txt"]


async def test_a_file_belongs_to_one_message(files: Files, store: Store) -> None:
    file_id = await upload(files)
    await store.commit(attach, ACCOUNT, [file_id], ALICE, CONVERSATION)
    with pytest.raises(FileTaken):
        await store.commit(attach, ACCOUNT, [file_id], ALICE, CONVERSATION)


async def test_an_id_given_twice_is_one_file(files: Files, store: Store) -> None:
    file_id = await upload(files)
    rows = await store.commit(attach, ACCOUNT, [file_id, file_id], ALICE, CONVERSATION)
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("account_id", "owner"),
    [
        (ACCOUNT, Owner(ACCOUNT, OwnerKind.PERSON, 2)),
        (ACCOUNT, VISITOR),
        (2, ALICE),
        (2, Owner(2, OwnerKind.PERSON, 1)),
    ],
    ids=["another person", "a visitor with the same id", "another account", "the same id in another account"],
)
async def test_nobody_attaches_the_files_of_others(files: Files, store: Store, account_id: int, owner: Owner) -> None:
    file_id = await upload(files)
    with pytest.raises(FileNotFound):
        await store.commit(attach, account_id, [file_id], owner, CONVERSATION)


async def test_one_wrong_file_attaches_none(files: Files, store: Store) -> None:
    file_id = await upload(files)
    with pytest.raises(FileNotFound):
        await store.commit(attach, ACCOUNT, [file_id, 12345], ALICE, CONVERSATION)
    row = await store.read(FILES.get, file_id)
    assert row is not None
    assert row.conversation_id is None


async def test_a_message_has_a_bounded_number_of_files(store: Store) -> None:
    with pytest.raises(TooManyFiles):
        await store.commit(attach, ACCOUNT, range(1, MAX_FILES_PER_MESSAGE + 2), ALICE, CONVERSATION)


async def test_another_account_is_shown_nothing(files: Files, store: Store) -> None:
    file_id = await upload(files)
    assert await store.read(files_of, 2, [file_id]) == []


async def test_what_nobody_sent_is_swept_after_a_day(files: Files, store: Store, clock: Clock, folder: Path) -> None:
    sent, loose = await upload(files), await upload(files)
    await store.commit(attach, ACCOUNT, [sent], ALICE, CONVERSATION)
    clock.advance(DAY - MINUTE)
    assert await files.sweep() == 0
    clock.advance(2 * MINUTE)
    assert await files.sweep() == 1
    assert [path.name for path in kept(folder)] == [str(sent)]
    assert await store.read(FILES.get, loose) is None
    assert await files.sweep() == 0


async def test_a_swept_file_cannot_be_attached(files: Files, store: Store, clock: Clock) -> None:
    file_id = await upload(files)
    clock.advance(DAY + MINUTE)
    await files.sweep()
    with pytest.raises(FileNotFound):
        await store.commit(attach, ACCOUNT, [file_id], ALICE, CONVERSATION)


async def test_a_sweep_that_broke_off_is_finished_by_the_next(files: Files, store: Store, folder: Path) -> None:
    file_id = await upload(files)

    async def condemned(uow: UnitOfWork) -> None:
        row = await FILES.hold(uow, file_id)
        assert row is not None
        FILES.change(uow, row, state="gone")

    await store.commit(condemned)
    (path,) = kept(folder)
    path.unlink()  # the object was deleted, then the process died
    assert await files.sweep() == 1
    assert await store.read(FILES.get, file_id) is None
