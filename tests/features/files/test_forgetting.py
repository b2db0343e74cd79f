"""What is kept for a time only: the bytes and the small pictures go, the message keeps the name."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from openline.features.files.looking.looker import ProcessLooker
from openline.features.files.service import (
    Files,
    Owner,
    OwnerKind,
    Storage,
    Tools,
    attach,
    erase_conversation,
    files_of,
)
from openline.features.files.service.fates import expire
from openline.features.files.types import Limits
from openline.kit.clock import DAY, HOUR, Clock
from openline.store import Store
from tests.features.files.coming import announce, do_all, in_pieces
from tests.features.files.conftest import ACCOUNT, CONVERSATION, Sight, kept, picture, place_of
from tests.features.files.test_attach import upload
from tests.features.files.test_looks import storage
from tests.support.s3 import Bucket, bucket, s3_server

__all__ = ["bucket", "s3_server", "storage"]

KEPT_DAYS = 30
Left = Callable[[], list[str]]


@pytest.fixture
def tools(clock: Clock) -> Tools:
    limits = Limits(keep_days=KEPT_DAYS)
    return Tools(clock=clock, place_of=place_of, limits=limits, looker=ProcessLooker.with_installed())


@pytest.fixture
def left(request: pytest.FixtureRequest, folder: Path, storage: Storage) -> Callable[[], list[str]]:
    """The names of the objects, wherever they are."""

    def names() -> list[str]:
        if request.node.callspec.params["storage"] == "folder":
            return [path.name for path in kept(folder)]
        found: Bucket = request.getfixturevalue("bucket")
        return [key.rpartition("/")[2] for key in found.keys()]  # noqa: SIM118 - not a dictionary

    return names


async def photo_of_a_platform(files: Files, store: Store) -> int:
    row = await announce(store, "image", name="a.png")
    await files.fetch_into(row.id, in_pieces(picture(400, 300)))
    await do_all(files.chores)
    return row.id


async def test_old_files_lose_their_bytes_and_keep_their_names(
    client: httpx.AsyncClient, files: Files, store: Store, storage: Storage, clock: Clock, sight: Sight
) -> None:
    sight.allowed.add((1, CONVERSATION))
    file_id = await photo_of_a_platform(files, store)
    row = (await store.read(files_of, ACCOUNT, [file_id]))[0]
    clock.advance(KEPT_DAYS * DAY - HOUR)
    assert await files.sweep() == 0
    assert (await client.get(row.thumb_url or "")).status_code == 200
    clock.advance(2 * HOUR)
    assert await files.sweep() == 1
    (file,) = await store.read(files_of, ACCOUNT, [file_id])
    assert (file.name, file.state, file.reason, file.thumb_url) == ("a.png", "refused", "expired", None)
    assert (await client.get(row.url)).json()["code"] == "file_withheld"
    assert await files.sweep() == 0
    assert await do_all(files.chores) == 0


async def test_nothing_is_left_in_the_storage(files: Files, store: Store, left: Left, clock: Clock) -> None:
    await photo_of_a_platform(files, store)
    assert len(left()) == 3
    clock.advance((KEPT_DAYS + 1) * DAY)
    await files.sweep()
    assert left() == []


async def test_bytes_that_a_dying_sweep_left_are_deleted_by_the_job(files: Files, store: Store, left: Left) -> None:
    file_id = await photo_of_a_platform(files, store)
    await store.commit(expire, file_id)  # and then the process ended
    assert await do_all(files.chores) == 1
    assert left() == []


async def test_whoever_is_forgotten_leaves_no_file(files: Files, store: Store, left: Left) -> None:
    file_id = await photo_of_a_platform(files, store)
    own = await upload(files, name="my own.txt")
    await store.commit(attach, ACCOUNT, [own], Owner(ACCOUNT, OwnerKind.PERSON, 1), CONVERSATION)
    other = await upload(files, name="other.txt")
    await store.commit(attach, ACCOUNT, [other], Owner(ACCOUNT, OwnerKind.PERSON, 1), CONVERSATION + 1)
    assert await store.commit(erase_conversation, CONVERSATION) == 2
    assert await store.commit(erase_conversation, CONVERSATION) == 0
    await do_all(files.chores)
    assert left() == [str(other)]
    shown = await store.read(files_of, ACCOUNT, [file_id, own])
    assert {(file.name, file.state, file.reason) for file in shown} == {
        ("image", "refused", "erased"),
        ("document", "refused", "erased"),
    }
