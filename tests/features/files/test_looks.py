"""Small pictures: made after the file is there, kept in a folder or a bucket, given out by the file's own doors."""

import asyncio
import dataclasses
import io
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from openline.features.files.events import FileChanged
from openline.features.files.looking import Looks
from openline.features.files.looking.looker import ProcessLooker
from openline.features.files.service import (
    Files,
    Owner,
    OwnerKind,
    Storage,
    Tools,
    attach,
    customer_urls,
    files_of,
    open_storage,
    rows,
)
from openline.features.files.service.chores import Chores
from openline.features.files.types import Limits
from openline.kit.clock import DAY, HOUR, Clock
from openline.kit.errors import Unavailable
from openline.kit.secrets import Keyring
from openline.store import Store
from tests.features.files.coming import announce, do_all, in_pieces, row_of
from tests.features.files.conftest import ACCOUNT, CONVERSATION, Sight, as_person, picture, place_of
from tests.features.files.test_looking import made_by_ffmpeg, photo
from tests.support.s3 import Bucket, bucket, s3_server
from tests.support.store import Published

__all__ = ["bucket", "s3_server"]


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, folder: Path) -> Storage:
    """Both kinds of places."""
    if request.param == "folder":
        return open_storage(None, folder)
    found: Bucket = request.getfixturevalue("bucket")
    return open_storage(found.url, folder)


@pytest.fixture
def tools(clock: Clock) -> Tools:
    return Tools(clock=clock, place_of=place_of, limits=Limits(), looker=ProcessLooker.with_installed())


async def sent(client: httpx.AsyncClient, store: Store, content: bytes, name: str = "a.jpg") -> int:
    """A file that person 1 has uploaded and sent."""
    file = (await client.post("/api/v1/files", files={"file": (name, content)}, headers=as_person(1))).json()
    assert (file["state"], file["thumb_url"], file["preview_url"]) == ("ready", None, None)
    owner = Owner(ACCOUNT, OwnerKind.PERSON, 1)
    await store.commit(attach, ACCOUNT, [int(file["id"])], owner, CONVERSATION)
    return int(file["id"])


async def test_a_photo_is_seen_small_by_whoever_sees_the_conversation(
    client: httpx.AsyncClient, files: Files, store: Store, sight: Sight, published: Published
) -> None:
    file_id = await sent(client, store, photo(1_600, 1_200), "Ảnh.jpg")
    assert await do_all(files.chores) == 1
    (file,) = await store.read(files_of, ACCOUNT, [file_id])
    assert (file.kind, file.width, file.height) == ("image", 1_600, 1_200)
    assert [fact.file_id for fact in published.facts if isinstance(fact, FileChanged)] == [file_id]
    sight.allowed.add((2, CONVERSATION))
    for url, size in ((file.thumb_url, (320, 240)), (file.preview_url, (1_280, 960))):
        assert url is not None
        assert (await client.get(url, headers=as_person(3))).status_code == 404
        answer = await client.get(url, headers=as_person(2))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert Image.open(io.BytesIO(answer.content)).size == size
        assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "private, max-age=300"
        assert answer.headers["content-disposition"].startswith('inline; filename="Anh.webp"')
        again = await client.get(url, headers=as_person(2) | {"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304


async def test_each_size_is_another_thing_to_browsers(
    client: httpx.AsyncClient, files: Files, store: Store, sight: Sight
) -> None:
    file_id = await sent(client, store, picture(2_000, 1_000))
    await do_all(files.chores)
    sight.allowed.add((1, CONVERSATION))
    (file,) = await store.read(files_of, ACCOUNT, [file_id])
    tags = [(await client.get(url or "")).headers["etag"] for url in (file.url, file.thumb_url, file.preview_url)]
    assert len(set(tags)) == 3


async def test_a_customer_sees_it_by_the_links_of_his_file(
    client: httpx.AsyncClient, files: Files, store: Store, keyring: Keyring, clock: Clock
) -> None:
    file_id = await sent(client, store, picture(640, 480))
    await do_all(files.chores)
    (file,) = await store.read(lambda view: files_of(view, ACCOUNT, [file_id], url=customer_urls(keyring, clock.now())))
    assert file.thumb_url is not None
    answer = await client.get(file.thumb_url)
    assert (answer.status_code, answer.headers["cross-origin-resource-policy"]) == (200, "cross-origin")
    assert 0 < int(answer.headers["cache-control"].removeprefix("private, max-age=")) <= 2 * HOUR // 1_000
    assert (await client.get(file.thumb_url.replace("/thumb", "/key"))).status_code == 404
    assert (await client.get(file.thumb_url.replace("/thumb", "x/thumb"))).status_code == 404
    clock.advance(3 * HOUR)
    assert (await client.get(file.thumb_url)).json()["code"] == "file_link_expired"


async def test_what_cannot_be_decoded_can_still_be_had(
    client: httpx.AsyncClient, files: Files, store: Store, sight: Sight
) -> None:
    content = photo(640, 480)[:5_000]
    file_id = await sent(client, store, content)
    await do_all(files.chores)
    sight.allowed.add((1, CONVERSATION))
    assert (await client.get(f"/api/v1/files/{file_id}")).content == content
    assert (await client.get(f"/api/v1/files/{file_id}/thumb")).json()["code"] == "file_not_found"
    (file,) = await store.read(files_of, ACCOUNT, [file_id])
    assert (file.state, file.thumb_url, file.preview_url) == ("ready", None, None)
    assert await do_all(files.chores) == 0  # and nobody tries for ever


async def test_a_voice_of_a_platform_is_heard_and_seen(files: Files, store: Store, tmp_path: Path) -> None:
    row = await announce(store, "voice", mime_type="audio/ogg")
    content = made_by_ffmpeg(tmp_path / "v.ogg", "-f", "lavfi", "-i", "sine=d=2", "-c:a", "libopus")
    await files.fetch_into(row.id, in_pieces(content))
    await do_all(files.chores)
    (file,) = await store.read(files_of, ACCOUNT, [row.id])
    assert (file.kind, file.type, file.name, file.thumb_url) == ("voice", "audio/ogg", "voice.ogg", None)
    assert file.duration_ms == pytest.approx(2_000, abs=50)
    assert file.waveform is not None
    assert len(file.waveform) == 100


class Away:
    """Decoding that cannot read what it should decode, as when the storage does not answer."""

    async def look(self, chunks: AsyncGenerator[bytes, None], mime_type: str, kind: str) -> Looks:
        raise Unavailable


async def test_what_did_not_answer_is_tried_again_later(
    client: httpx.AsyncClient, files: Files, storage: Storage, tools: Tools, store: Store, clock: Clock
) -> None:
    file_id = await sent(client, store, picture(64, 64))
    assert await do_all(Chores(store, storage, dataclasses.replace(tools, looker=Away()))) == 1
    assert await do_all(files.chores) == 0
    clock.advance(HOUR)
    assert await do_all(files.chores) == 1
    assert (await row_of(store, file_id)).thumb is not None


async def test_what_is_thrown_away_before_it_was_looked_at_is_nobodys_work(
    client: httpx.AsyncClient, files: Files, store: Store, clock: Clock
) -> None:
    await client.post("/api/v1/files", files={"file": ("a.png", picture(64, 64))}, headers=as_person(1))
    clock.advance(DAY + HOUR)
    (row,) = await store.read(rows.loose, clock.now(), 10)
    assert await store.commit(rows.condemn, row.id)
    assert await files.chores.take(10) == []


async def test_two_nodes_never_take_the_same_file(
    client: httpx.AsyncClient, files: Files, store: Store, other_node: Store, storage: Storage, tools: Tools
) -> None:
    for _ in range(6):
        await sent(client, store, picture(64, 64))
    both = files.chores, Chores(other_node, storage, tools)
    taken = await asyncio.gather(*(chores.take(6) for chores in both))
    assert sorted({row.id for some in taken for row in some}) == sorted(row.id for some in taken for row in some)
    assert sum(map(len, taken)) == 6


async def test_two_workers_never_take_the_same_file(
    client: httpx.AsyncClient, files: Files, store: Store, clock: Clock
) -> None:
    await sent(client, store, picture(64, 64))
    assert len(await files.chores.take(10)) == 1
    assert await files.chores.take(10) == []
    clock.advance(HOUR)  # the first one died
    assert len(await files.chores.take(10)) == 1
