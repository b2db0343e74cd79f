"""How a file goes out, from a folder and from a bucket alike: what is shown, what is saved, parts of it."""

import io
from pathlib import Path

import pytest

from openline.features.files.errors import FileNotFound
from openline.features.files.ranges import wanted_range
from openline.features.files.repository import FileRow
from openline.features.files.service import Delivery, NotModified, OutOfRange, Storage, open_storage
from openline.features.files.service.deliver import Asked, Terms, deliver
from openline.features.files.sniff import sniff
from openline.features.files.storage import key_of
from openline.kit.errors import Unavailable
from tests.features.files.conftest import picture
from tests.support.s3 import SECRET, Bucket, bucket, s3_server

__all__ = ["bucket", "s3_server"]

OCTETS = "application/octet-stream"
TERMS = Terms(fresh_s=60, shown_by="same-origin")
DIGITS = b"0123456789"


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Both kinds of places."""
    if request.param == "folder":
        return open_storage(None, tmp_path / "files")
    found: Bucket = request.getfixturevalue("bucket")
    return open_storage(found.url, tmp_path)


def row(name: str, content: bytes) -> FileRow:
    return FileRow(
        id=7, account_id=1, conversation_id=None, owner_kind="person", owner_id=1, name=name, size=len(content),
        type=sniff(content, name), sha256="ab" * 32, width=None, height=None, key=key_of(1, 7, 0), state="ready",
        created_at=0,
    )  # fmt: skip


async def put(place: Storage, name: str, content: bytes) -> FileRow:
    kept = row(name, content)
    await place.put(kept.key, io.BytesIO(content))
    return kept


async def read(place: Storage, file: FileRow, part: str | None = None) -> tuple[Delivery, bytes]:
    found = await deliver(place, file, Asked(range=part), TERMS)
    assert isinstance(found, Delivery)
    return found, b"".join([chunk async for chunk in found.chunks])


@pytest.mark.parametrize(
    ("name", "content", "way", "kind"),
    [
        ("a.png", picture(), "inline", "image/png"),
        ("a.jpg", picture(kind="JPEG"), "inline", "image/jpeg"),
        ("a.webp", picture(kind="WEBP"), "inline", "image/webp"),
        ("a.gif", picture(kind="GIF"), "inline", "image/gif"),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "inline", "video/mp4"),
        ("a.mp3", b"ID3\x04\x00\x00", "inline", "audio/mpeg"),
        ("a.ogg", b"OggS\x00\x02", "inline", "audio/ogg"),
        ("a.pdf", b"%PDF-1.7\n", "inline", "application/pdf"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "attachment", OCTETS),
        ("a.html", b"<html><script>1</script>", "attachment", OCTETS),
        ("a.png", b"<html><script>1</script>", "attachment", OCTETS),
        ("a.xml", b"<?xml version='1.0'?><x/>", "attachment", OCTETS),
        ("a.txt", b"text", "attachment", "text/plain; charset=utf-8"),
        ("a.zip", b"PK\x03\x04rest", "attachment", "application/zip"),
    ],
)
async def test_only_a_short_list_is_shown_in_place(
    tmp_path: Path, name: str, content: bytes, way: str, kind: str
) -> None:
    place = open_storage(None, tmp_path)
    found, _ = await read(place, await put(place, name, content))
    assert found.headers["content-disposition"].startswith(way + ";")
    assert found.headers["content-type"] == kind
    # A film or a sound opened by itself is asked for by a page of the browser's own, which a sandbox would shut out.
    assert found.headers["content-security-policy"].startswith("sandbox;") != kind.startswith(("audio/", "video/"))


async def test_a_file_comes_back_as_it_was(place: Storage) -> None:
    content = bytes(range(256)) * 25_000  # more than one part of an S3 upload
    found, back = await read(place, await put(place, "a.bin", content))
    assert (found.status, back == content) == (200, True)
    assert found.headers["content-length"] == str(len(content))


async def test_a_large_file_is_read_in_pieces(place: Storage) -> None:
    found = await deliver(place, await put(place, "a.bin", b"x" * 3_000_000), Asked(), TERMS)
    assert isinstance(found, Delivery)
    assert max([len(chunk) async for chunk in found.chunks]) < 1_500_000


async def test_a_part_is_read_alone(place: Storage) -> None:
    found, back = await read(place, await put(place, "a.txt", DIGITS), "bytes=4-6")
    assert (found.status, back) == (206, b"456")
    assert found.headers["content-range"] == "bytes 4-6/10"
    assert found.headers["content-length"] == "3"


async def test_a_part_after_the_end_is_refused(place: Storage) -> None:
    found = await deliver(place, await put(place, "a.txt", DIGITS), Asked(range="bytes=10-"), TERMS)
    assert isinstance(found, OutOfRange)
    assert found.headers["content-range"] == "bytes */10"


async def test_what_the_browser_has_is_not_read(place: Storage) -> None:
    file = row("a.txt", DIGITS)  # never put: reading it would fail
    etag = f'"{file.sha256[:32]}"'
    assert isinstance(await deliver(place, file, Asked(if_none_match=f'W/"x", {etag}'), TERMS), NotModified)


async def test_lost_bytes_are_a_missing_file(place: Storage) -> None:
    with pytest.raises(FileNotFound):
        await deliver(place, row("a.txt", DIGITS), Asked(), TERMS)


async def test_deleting_twice_is_deleting(place: Storage) -> None:
    file = await put(place, "a.txt", DIGITS)
    await place.delete(file.key)
    await place.delete(file.key)
    with pytest.raises(FileNotFound):
        await deliver(place, file, Asked(), TERMS)


async def test_a_bucket_has_a_prefix_of_ours(bucket: Bucket, tmp_path: Path) -> None:
    await put(open_storage(bucket.url, tmp_path), "a.txt", DIGITS)
    assert bucket.keys() == ["openline/1/1970/01/7"]


async def test_a_service_that_refuses_is_unavailable_and_keeps_its_secret(bucket: Bucket, tmp_path: Path) -> None:
    missing = open_storage(bucket.url.replace("/files-", "/nobodys-"), tmp_path)
    with pytest.raises(Unavailable) as refused:
        await missing.put("1/2026/11/7", io.BytesIO(DIGITS))
    assert SECRET not in repr(refused.value) + repr(refused.value.__cause__)


@pytest.mark.parametrize("url", ["s3://host", "ftp://host/bucket", "s3:///bucket", "nonsense"])
def test_a_url_that_names_no_bucket_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="s3://key:secret@host/bucket"):
        open_storage(url, tmp_path)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-3", (0, 4)),
        ("bytes=4-", (4, 10)),
        ("bytes=-2", (8, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=5-2", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=-", None),
        ("bytes=\uff19-", None),
        ("", None),
        (None, None),
    ],
)
def test_ranges(asked: str | None, part: tuple[int, int] | None) -> None:
    assert wanted_range(asked, 10) == part
