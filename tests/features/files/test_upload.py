"""Uploads: what is taken, what is refused, and that a refusal leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from openline.features.files.errors import UploadsExhausted
from openline.features.files.repository import FILES, LOOSE
from openline.features.files.service import Files, Owner, OwnerKind
from openline.features.files.types import BOUNDS, MAX_FILE_BYTES
from openline.kit.clock import DAY, HOUR, Clock
from openline.store import Store, UnitOfWork
from tests.features.files.conftest import ACCOUNT, as_person, kept, picture

VISITOR = Owner(ACCOUNT, OwnerKind.VISITOR, 9)
BOUND = BOUNDS[OwnerKind.VISITOR]
BOUNDARY = "frontier"


async def send(client: httpx.AsyncClient, name: str, content: bytes, path: str = "/api/v1/files") -> httpx.Response:
    return await client.post(path, files={"file": (name, content, "image/png")})


async def send_as_customer(client: httpx.AsyncClient, name: str, content: bytes) -> httpx.Response:
    return await send(client, name, content, "/widget/v1/files")


async def rows_left(store: Store) -> int:
    async def count(view: UnitOfWork) -> int:
        return len(await view.list(LOOSE, before=2**62, limit=100))

    return await store.read(count)


def form(content: bytes, name: str = "a.bin", field: str = "file") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


async def in_chunks(body: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    for place in range(0, len(body), size):
        yield body[place : place + size]


async def raw(client: httpx.AsyncClient, body: bytes | AsyncIterator[bytes]) -> httpx.Response:
    headers = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    return await client.post("/api/v1/files", content=body, headers=headers)


async def test_a_picture_is_kept_with_its_type_and_size(client: httpx.AsyncClient, folder: Path) -> None:
    content = picture(640, 480)
    answer = await send(client, "Ảnh chụp màn hình.png", content)
    assert answer.status_code == 201
    file = answer.json()
    assert (file["type"], file["width"], file["height"], file["inline"]) == ("image/png", 640, 480, True)
    assert (file["name"], file["size"]) == ("Ảnh chụp màn hình.png", len(content))
    assert file["url"] == f"/api/v1/files/{file['id']}"
    assert [path.read_bytes() for path in kept(folder)] == [content]


async def test_the_key_never_holds_the_customers_name(client: httpx.AsyncClient, folder: Path) -> None:
    file = (await send(client, "../../etc/passwd.png", picture())).json()
    (path,) = kept(folder)
    assert file["name"] == "passwd.png"
    assert path.name == file["id"]
    assert path.relative_to(folder).parts[0] == str(ACCOUNT)


async def test_the_declared_type_is_only_a_hint(client: httpx.AsyncClient) -> None:
    file = (await send(client, "picture.png", b"<!DOCTYPE html><script>alert(1)</script>")).json()
    assert (file["type"], file["inline"], file["width"]) == ("text/html", False, None)


@pytest.mark.parametrize("over", [1, 2_000_000])
async def test_the_limit_is_counted_not_announced(
    client: httpx.AsyncClient, folder: Path, store: Store, over: int
) -> None:
    # Sent in chunks: there is no Content-Length to believe.
    answer = await raw(client, in_chunks(form(b"x" * (MAX_FILE_BYTES + over)), 1_000_000))
    assert answer.status_code == 413
    assert (answer.json()["code"], answer.json()["limit"]) == ("file_too_large", MAX_FILE_BYTES)
    assert kept(folder) == []
    assert await rows_left(store) == 0


async def test_a_file_of_exactly_the_limit_is_taken(client: httpx.AsyncClient) -> None:
    answer = await raw(client, in_chunks(form(b"x" * MAX_FILE_BYTES), 1_000_000))
    assert answer.status_code == 201
    assert answer.json()["size"] == MAX_FILE_BYTES


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"hello"),
        ("photo.jpg", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("tool", b"\x7fELF\x02\x01\x01"),
        ("run.sh", b"echo"),
        ("readme.txt", b"#!/bin/sh\nrm -rf /"),
        ("link.LNK. ", b"x"),
    ],
)
async def test_customers_send_no_programs(client: httpx.AsyncClient, store: Store, name: str, content: bytes) -> None:
    answer = await send_as_customer(client, name, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "file_blocked")
    assert await rows_left(store) == 0


async def test_agents_may_send_programs_but_nobody_sees_them_in_place(client: httpx.AsyncClient) -> None:
    answer = await send(client, "setup.exe", b"MZ\x90\x00\x03")
    assert answer.status_code == 201
    assert answer.json()["inline"] is False


async def test_an_empty_file_is_refused(client: httpx.AsyncClient) -> None:
    answer = await send(client, "empty.txt", b"")
    assert (answer.status_code, answer.json()["code"]) == (422, "file_empty")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form at all",
        form(b"x", field="other"),
        form(b"x")[:-20],
        b'--frontier\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--frontier--\r\n',
    ],
    ids=["nothing", "no form", "another field", "cut off", "no file name"],
)
async def test_a_malformed_form_is_refused(client: httpx.AsyncClient, store: Store, body: bytes) -> None:
    answer = await raw(client, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "upload_malformed")
    assert await rows_left(store) == 0


async def test_nobody_goes_on_for_ever_after_the_form(client: httpx.AsyncClient, folder: Path) -> None:
    answer = await raw(client, in_chunks(form(b"x") + b" " * (MAX_FILE_BYTES + 100_000), 1_000_000))
    assert answer.json()["code"] == "upload_malformed"
    assert kept(folder) == []


async def test_a_second_file_in_one_form_is_refused(client: httpx.AsyncClient, folder: Path) -> None:
    answer = await client.post("/api/v1/files", files=[("file", ("a.txt", b"a")), ("file", ("b.txt", b"b"))])
    assert answer.json()["code"] == "upload_malformed"
    assert kept(folder) == []


async def test_another_body_than_a_form_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/files", json={"file": "x"})
    assert answer.json()["code"] == "upload_malformed"


async def test_a_caller_who_hangs_up_leaves_nothing(files: Files, store: Store, folder: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield form(b"x" * 1_000)[:500]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await files.upload(VISITOR, broken(), f"multipart/form-data; boundary={BOUNDARY}")
    assert kept(folder) == []
    assert await rows_left(store) == 0


async def test_a_cancelled_upload_leaves_nothing(files: Files, store: Store) -> None:
    waiting = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield form(b"x" * 1_000)[:500]
        waiting.set()
        await asyncio.Event().wait()

    upload = asyncio.create_task(files.upload(VISITOR, endless(), f"multipart/form-data; boundary={BOUNDARY}"))
    await waiting.wait()
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    assert await rows_left(store) == 0


async def test_only_a_few_uploads_run_at_once(files: Files) -> None:
    opened = asyncio.Semaphore(0)
    done = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        opened.release()
        await done.wait()
        yield form(b"slow")

    kind = f"multipart/form-data; boundary={BOUNDARY}"
    running = [asyncio.create_task(files.upload(VISITOR, slow(), kind)) for _ in range(BOUND.at_once)]
    for _ in running:
        await opened.acquire()
    with pytest.raises(UploadsExhausted):
        await files.upload(VISITOR, slow(), kind)
    done.set()
    assert len(await asyncio.gather(*running)) == BOUND.at_once
    await files.upload(VISITOR, slow(), kind)


async def test_an_hours_files_are_bounded_for_each_uploader(client: httpx.AsyncClient, clock: Clock) -> None:
    for _ in range(BOUND.per_hour):
        assert (await send_as_customer(client, "a.txt", b"a")).status_code == 201
    refused = await send_as_customer(client, "a.txt", b"a")
    assert (refused.status_code, refused.json()["code"]) == (429, "uploads_exhausted")
    assert int(refused.headers["retry-after"]) > 0
    other = await client.post("/widget/v1/files", files={"file": ("a.txt", b"a")}, headers={"x-visitor": "10"})
    assert other.status_code == 201
    clock.advance(HOUR)
    assert (await send_as_customer(client, "a.txt", b"a")).status_code == 201


async def test_a_days_bytes_are_bounded(client: httpx.AsyncClient, store: Store, clock: Clock) -> None:
    file = (await send_as_customer(client, "a.txt", b"a")).json()

    async def grow(uow: UnitOfWork) -> None:
        row = await FILES.hold(uow, int(file["id"]))
        assert row is not None
        FILES.change(uow, row, size=BOUND.bytes_per_day)

    await store.commit(grow)
    assert (await send_as_customer(client, "b.txt", b"b")).status_code == 429
    clock.advance(DAY)
    assert (await send_as_customer(client, "b.txt", b"b")).status_code == 201


async def test_a_person_without_the_right_uploads_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/files", files={"file": ("a.txt", b"a")}, headers={"x-scopes": "own:login"})
    assert answer.status_code == 403


async def test_people_and_visitors_with_the_same_id_are_not_confused(client: httpx.AsyncClient) -> None:
    for _ in range(BOUND.per_hour):
        await client.post("/widget/v1/files", files={"file": ("a.txt", b"a")}, headers={"x-visitor": "1"})
    answer = await client.post("/api/v1/files", files={"file": ("a.txt", b"a")}, headers=as_person(1))
    assert answer.status_code == 201
