"""What a file is, what it is called, how large a picture is: from bytes that strangers choose."""

import io
import tracemalloc
import zlib
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from openline.features.files.names import NAMELESS, clean_name, disposition
from openline.features.files.pictures import dimensions
from openline.features.files.programs import is_program
from openline.features.files.sniff import HEAD_BYTES, INLINE, sniff
from openline.features.files.types import MAX_NAME
from tests.features.files.conftest import picture


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.jar.zip", b"PK\x03\x04", "application/zip"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A \x00", "audio/mp4"),
        ("a.heic", b"\x00\x00\x00\x20ftypheic\x00", "image/heic"),
        ("a.mp3", b"\xff\xfb\x90\x64\x00", "audio/mpeg"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        ("a.webm", b"\x1a\x45\xdf\xa3\x00", "video/webm"),
        ("a.csv", "tên;số\n".encode(), "text/csv"),
        ("a.txt", "\ufeffxin chào".encode(), "text/plain"),
        ("a.txt", b"<!-- x --><svg onload=alert(1)>", "image/svg+xml"),
        ("a.txt", b"  \n<!DOCTYPE HTML>", "text/html"),
        ("a.bin", b"\x00\x01\x02\x03\xfe", "application/octet-stream"),
    ],
)
def test_types(name: str, head: bytes, kind: str) -> None:
    assert sniff(head, name) == kind


def test_a_text_cut_inside_a_character_is_still_text() -> None:
    head = ("a" + "ế" * HEAD_BYTES).encode()[:HEAD_BYTES]
    assert sniff(head, "a.txt") == "text/plain"


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_have_a_type(head: bytes, name: str) -> None:
    assert "/" in sniff(head, name)


@given(st.text(max_size=200), st.sampled_from(["a.png", "a.pdf", "a.mp4", "a"]))
def test_no_text_is_ever_shown_in_place(text: str, name: str) -> None:
    # What browsers would run starts as text, so texts never get a type of the short list but by the list's own marks.
    head = text.encode("utf-8", "replace")
    if not head.startswith((b"GIF8", b"%PDF-", b"ID3", b"OggS", b"RIFF")) and head[4:8] != b"ftyp":
        assert sniff(head, name) not in INLINE


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", NAMELESS),
        ("", NAMELESS),
        (None, NAMELESS),
        ("a\x00b\r\nc.txt", "ab c.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("Hợp đồng.pdf", "Hợp đồng.pdf"),
        ('a"b<c>.txt', "abc.txt"),
        ("trailing. . ", "trailing"),
        ("👨\u200d👩\u200d👧.png", "👨👩👧.png"),
    ],
)
def test_names_are_cleaned(raw: str | None, name: str) -> None:
    assert clean_name(raw) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("Báo cáo " * 100 + ".pdf")
    assert len(name) == MAX_NAME
    assert name.endswith(".pdf")


@given(st.text(max_size=400))
@example("a" * 300 + "." + "b" * 300)
def test_any_name_fits_a_header(raw: str) -> None:
    name = clean_name(raw)
    header = disposition(name, inline=False)
    header.encode("latin-1")
    assert 0 < len(name) <= MAX_NAME
    assert "\n" not in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_have_a_width_and_a_height(kind: str) -> None:
    content = picture(37, 23, kind)
    assert dimensions(content, sniff(content, "")) == (37, 23)


def test_a_picture_taken_sideways_is_measured_as_it_is_shown() -> None:
    content = io.BytesIO()
    image = Image.new("RGB", (40, 30))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(content, "JPEG", exif=exif)
    assert dimensions(content.getvalue(), "image/jpeg") == (30, 40)


def test_a_bomb_is_measured_without_going_off() -> None:
    # A PNG of 60,000 by 60,000 in a few bytes: decoded it would be ten gigabytes.
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    tracemalloc.start()
    assert dimensions(bomb, "image/png") == (60_000, 60_000)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]), st.data())
def test_a_broken_picture_has_no_size_and_breaks_nothing(kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind=kind))
    for _ in range(data.draw(st.integers(0, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    size = dimensions(cut, f"image/{kind.lower()}")
    assert size is None or min(size) > 0


def test_a_jpeg_of_a_million_segments_ends_soon() -> None:
    content = b"\xff\xd8" + b"\xff\xe1\x00\x02" * 6_000_000
    assert dimensions(content[: 512 * 1024], "image/jpeg") is None


@pytest.mark.parametrize("name", ["a.exe", "a.EXE", "a.txt.scr", "a.cmd ", "a.js", "a.msi."])
def test_names_of_programs(name: str) -> None:
    assert is_program(b"harmless", name)


@pytest.mark.parametrize("name", ["a.docx", "a.json", "exe", ".bat", "a.exe.png", "MZ.txt"])
def test_names_of_other_things(name: str) -> None:
    assert not is_program(b"MZ is how this text begins", name)
