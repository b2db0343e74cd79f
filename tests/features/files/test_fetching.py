"""Files of platforms: announced, fetched, refused; each change told to those who see the conversation."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from openline.bootstrap.platforms import AccountFiles
from openline.connectors.base import FetchRefused
from openline.features.files.errors import FileNotFound, FileTooLarge
from openline.features.files.events import FileChanged
from openline.features.files.repository import FILES
from openline.features.files.service import Files, Owner, OwnerKind, Tools, erase_conversation, files_of, waiting
from openline.features.files.service.fates import expire
from openline.features.files.types import BOUNDS, HARD_MAX_FILE_BYTES, Limits
from openline.kit.clock import DAY, MINUTE, Clock
from openline.kit.errors import Unavailable
from openline.store import Store, UnitOfWork
from tests.features.files.coming import announce, in_pieces, row_of
from tests.features.files.conftest import ACCOUNT, CONVERSATION, Sight, as_person, kept, picture, place_of
from tests.features.files.test_attach import upload
from tests.features.files.test_upload import BOUNDARY, form, in_chunks
from tests.support.store import Published

MOST = 300_000


@pytest.fixture
def tools(clock: Clock) -> Tools:
    return Tools(clock=clock, place_of=place_of, limits=Limits(most_bytes=MOST, account_bytes=1_000_000))


async def shown(store: Store, file_id: int) -> dict[str, object]:
    (file,) = await store.read(files_of, ACCOUNT, [file_id])
    return {name: getattr(file, name) for name in ("state", "reason", "kind", "type", "name", "size")}


async def test_an_announced_file_is_shown_before_it_is_there(store: Store) -> None:
    row = await announce(store, "voice", name="../a\u202e.ogg", mime_type="audio/ogg", size=900)
    assert row.conversation_id == CONVERSATION
    assert await shown(store, row.id) == {
        "state": "fetching", "reason": None, "kind": "voice", "type": "audio/ogg", "name": "a.ogg", "size": 900,
    }  # fmt: skip
    assert [found.id for found in await store.read(waiting, 10)] == [row.id]


async def test_a_fetched_file_is_what_its_bytes_say(files: Files, store: Store, folder: Path) -> None:
    row = await announce(store, "document", name="a.pdf", mime_type="application/pdf", size=7)
    content = b"<!doctype html><script>alert(1)</script>"
    await files.fetch_into(row.id, in_pieces(content))
    assert await shown(store, row.id) == {
        "state": "ready", "reason": None, "kind": "document", "type": "text/html", "name": "a.pdf",
        "size": len(content),
    }  # fmt: skip
    assert [path.read_bytes() for path in kept(folder)] == [content]
    assert await store.read(waiting, 10) == []


@pytest.mark.parametrize(
    ("said", "content", "kind", "name"),
    [
        ("image", picture(kind="JPEG"), "image", "image.jpg"),
        ("sticker", picture(kind="WEBP"), "sticker", "sticker.webp"),
        ("voice", b"OggS\x00\x02", "voice", "voice.ogg"),
        ("voice", b"\x1a\x45\xdf\xa3\x00", "voice", "voice.webm"),
        ("document", picture(), "document", "document.png"),
        ("voice", picture(), "image", "image.png"),
        ("image", b"%PDF-1.7\n", "document", "document.pdf"),
        ("sticker", b"\x1f\x8b\x08\x00", "document", "document.gz"),
        ("image", b"<svg onload=alert(1)>", "document", "document.svg"),
    ],
)
async def test_a_platforms_word_is_believed_where_it_can_be_true(
    files: Files, store: Store, said: str, content: bytes, kind: str, name: str
) -> None:
    row = await announce(store, said)
    await files.fetch_into(row.id, in_pieces(content))
    found = await shown(store, row.id)
    assert (found["kind"], found["name"]) == (kind, name)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"x" * (MOST + 1), "a.bin", "too_large"),
        (b"", "a.bin", "empty"),
        (b"MZ\x90\x00\x03\x00", "photo.jpg", "program"),
        (b"hello", "setup.exe", "program"),
    ],
    ids=["too large", "empty", "a program inside", "a program by name"],
)
async def test_what_is_not_taken_is_refused_with_the_reason(
    files: Files, store: Store, folder: Path, content: bytes, name: str, reason: str
) -> None:
    row = await announce(store, "image", name=name, size=10)
    await files.fetch_into(row.id, in_pieces(content))
    assert ((await shown(store, row.id))["state"], (await row_of(store, row.id)).reason) == ("refused", reason)
    assert kept(folder) == []


async def test_more_than_the_limit_is_never_read(files: Files, store: Store) -> None:
    read = 0

    async def endless() -> AsyncGenerator[bytes, None]:
        nonlocal read
        while True:
            read += 10_000
            yield bytes(10_000)

    row = await announce(store)
    await files.fetch_into(row.id, endless())
    assert read <= MOST + 10_000


async def test_what_is_announced_too_large_is_not_even_waited_for(store: Store) -> None:
    row = await announce(store, size=HARD_MAX_FILE_BYTES + 1)
    assert (row.state, row.reason) == ("refused", "too_large")
    assert await store.read(waiting, 10) == []


@pytest.mark.parametrize("broken", [ConnectionError, TimeoutError])
async def test_a_platform_that_breaks_off_is_asked_again(
    files: Files, store: Store, folder: Path, broken: type[OSError]
) -> None:
    async def cut() -> AsyncGenerator[bytes, None]:
        yield b"half"
        raise broken

    row = await announce(store, name="a.txt")
    with pytest.raises(broken):
        await files.fetch_into(row.id, cut())
    assert (await row_of(store, row.id)).state == "fetching"
    await files.fetch_into(row.id, in_pieces(b"the whole"))
    assert [path.read_bytes() for path in kept(folder)] == [b"the whole"]


async def test_what_cannot_be_had_says_so_once(files: Files, store: Store, published: Published) -> None:
    row = await announce(store)
    await files.refuse(row.id, "gone")
    await files.refuse(row.id, "timed_out")
    await files.fetch_into(row.id, in_pieces(b"late"))
    assert (await shown(store, row.id))["reason"] == "gone"
    told = [fact for fact in published.facts if isinstance(fact, FileChanged)]
    assert [fact.file_id for fact in told] == [row.id]
    assert (told[0].conversation_id, told[0].channel_id, told[0].audience) == (CONVERSATION, CONVERSATION + 1, (3,))


async def test_a_file_that_is_there_cannot_be_refused(files: Files, store: Store) -> None:
    row = await announce(store)
    await files.fetch_into(row.id, in_pieces(b"text"))
    await files.refuse(row.id, "gone")
    assert (await shown(store, row.id))["state"] == "ready"


async def test_who_forgets_a_conversation_forgets_what_is_on_its_way(files: Files, store: Store, folder: Path) -> None:
    row = await announce(store, name="passport.txt")

    async def forgotten_meanwhile() -> AsyncGenerator[bytes, None]:
        yield b"text"
        await store.commit(erase_conversation, CONVERSATION)

    await files.fetch_into(row.id, forgotten_meanwhile())
    assert kept(folder) == []
    found = await row_of(store, row.id)
    assert (found.state, found.reason, found.name, found.ref) == ("refused", "erased", "document", None)


async def test_an_account_has_so_much_room(files: Files, store: Store, clock: Clock) -> None:
    for _ in range(4):
        await files.fetch_into((await announce(store)).id, in_pieces(bytes(290_000)))
    clock.advance(MINUTE)
    row = await announce(store)
    await files.fetch_into(row.id, in_pieces(b"text"))
    assert (await row_of(store, row.id)).reason == "quota"


async def test_a_customer_of_a_platform_sends_so_much_in_a_day(files: Files, store: Store, clock: Clock) -> None:
    async def much(uow: UnitOfWork, file_id: int) -> None:
        row = await FILES.hold(uow, file_id)
        assert row is not None
        FILES.change(uow, row, size=BOUNDS[OwnerKind.VISITOR].bytes_per_day)

    first, second = await announce(store), await announce(store)
    await files.fetch_into(first.id, in_pieces(b"text"))
    await store.commit(much, first.id)
    await files.fetch_into(second.id, in_pieces(b"text"))
    assert (await row_of(store, second.id)).reason == "quota"
    clock.advance(DAY + MINUTE)
    third = await announce(store)
    await store.commit(lambda uow: expire(uow, first.id))  # the account's own room is not what is tried here
    clock.advance(MINUTE)
    await files.fetch_into(third.id, in_pieces(b"text"))
    assert (await row_of(store, third.id)).state == "attached"


async def test_a_full_account_uploads_nothing(client: httpx.AsyncClient, files: Files, store: Store) -> None:
    for _ in range(4):
        await files.fetch_into((await announce(store)).id, in_pieces(bytes(290_000)))
    answer = await client.post("/api/v1/files", files={"file": ("a.txt", b"text")})
    assert (answer.status_code, answer.json()["code"]) == (409, "files_full")


async def test_the_servers_limit_counts_for_uploads(files: Files) -> None:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    with pytest.raises(FileTooLarge) as refused:
        await files.upload(Owner(ACCOUNT, OwnerKind.PERSON, 1), in_chunks(form(bytes(MOST + 1))), kind)
    assert refused.value.data["limit"] == MOST


async def read(files: Files, account_id: int, file_id: int) -> bytes:
    return b"".join([chunk async for chunk in files.open_bytes(account_id, file_id)])


async def test_bytes_are_opened_for_a_platform(files: Files, store: Store) -> None:
    content = bytes(range(256)) * 1_000
    row = await announce(store)
    with pytest.raises(Unavailable):  # perhaps later
        await read(files, ACCOUNT, row.id)
    await files.fetch_into(row.id, in_pieces(content))
    assert await read(files, ACCOUNT, row.id) == content
    with pytest.raises(FileNotFound):
        await read(files, ACCOUNT + 1, row.id)


async def test_lost_and_refused_bytes_are_never_opened(files: Files, store: Store, folder: Path) -> None:
    refused, lost = await announce(store), await upload(files)
    await files.refuse(refused.id, "gone")
    kept(folder)[0].unlink()
    for file_id in (refused.id, lost, 12_345):
        with pytest.raises(FileNotFound):
            await read(files, ACCOUNT, file_id)


async def test_a_call_that_carries_a_file_is_told_why_it_cannot(files: Files, store: Store, folder: Path) -> None:
    source = AccountFiles(files, ACCOUNT)
    late, lost = await announce(store), await upload(files)
    kept(folder)[0].unlink()
    for file_id, reason in ((late.id, "unavailable"), (lost, "gone")):
        with pytest.raises(FetchRefused) as refused:
            _ = [chunk async for chunk in source.open(str(file_id))]
        assert refused.value.reason == reason


async def test_people_hear_what_a_file_is_doing(
    client: httpx.AsyncClient, files: Files, store: Store, sight: Sight
) -> None:
    row = await announce(store, name="a.txt")
    path = f"/api/v1/files/{row.id}"
    assert (await client.get(path, headers=as_person(1))).status_code == 404
    sight.allowed.add((1, CONVERSATION))
    answer = await client.get(path, headers=as_person(1))
    assert (answer.status_code, answer.json()["code"]) == (409, "file_not_ready")
    await files.refuse(row.id, "gone")
    answer = await client.get(path, headers=as_person(1))
    assert (answer.status_code, answer.json()["code"]) == (410, "file_withheld")
