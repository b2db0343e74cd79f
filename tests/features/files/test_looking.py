"""Decoding what strangers send: small pictures without their past, sounds and films, and what must not happen."""

import io
import json
import os
import shutil
import subprocess
import zlib
from array import array
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from openline.features.files.looking import Looks
from openline.features.files.looking.film import BARS, LOUDEST, waveform
from openline.features.files.looking.looker import ProcessLooker
from tests.features.files.conftest import picture
from tests.support.waiting import until

GPS = 0x8825
ORIENTATION = 0x0112
RED, BLUE = (200, 30, 30), (30, 30, 200)


class ToolMissingError(RuntimeError):
    """ffmpeg was not found; the text says what to install."""


@pytest.fixture
def looker() -> ProcessLooker:
    if not shutil.which("ffmpeg") or not shutil.which("ffprobe"):
        raise ToolMissingError("no ffmpeg on PATH: install the package ffmpeg (make test does it as root)")
    return ProcessLooker.with_installed()


async def in_pieces(content: bytes) -> AsyncGenerator[bytes, None]:
    for place in range(0, len(content), 100_000):
        yield content[place : place + 100_000]


async def look(looker: ProcessLooker, content: bytes, mime_type: str, kind: str = "image") -> Looks:
    return await looker.look(in_pieces(content), mime_type, kind)


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content), formats=("WEBP",))


def photo(width: int, height: int, *, turned: int = 1) -> bytes:
    """A JPEG as a phone makes it, red on its left: with the place where it was taken, and how the phone was held."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    exif = image.getexif()
    exif[ORIENTATION] = turned
    exif[0x010F] = "Maker of the camera"
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 1.0, 42.5), 3: "E", 4: (105.0, 51.0, 15.1)})
    content = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(content, "JPEG", quality=95, exif=exif, icc_profile=profile, comment=b"said by the camera")
    return content.getvalue()


def made_by_ffmpeg(path: Path, *arguments: str) -> bytes:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments, str(path)], check=True)
    return path.read_bytes()


async def test_small_pictures_have_no_past(looker: ProcessLooker) -> None:
    content = photo(2_000, 1_000)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)  # the place really is in it
    looks = await look(looker, content, "image/jpeg")
    for made, size in ((looks.thumb, (320, 160)), (looks.preview, (1_280, 640))):
        image = opened(made)
        assert image.size == size
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
        assert made is not None
        assert not [mark for mark in (b"EXIF", b"XMP ", b"ICCP", b"Maker", b"said by") if mark in made]


async def test_a_picture_taken_sideways_is_shown_upright(looker: ProcessLooker) -> None:
    # Turned by 90 degrees clockwise: what was left is above.
    looks = await look(looker, photo(800, 400, turned=6), "image/jpeg")
    image = opened(looks.preview).convert("RGB")
    assert image.size == (400, 800)
    pixels = image.tobytes()  # three bytes each
    above, below = (pixels[3 * (400 * y + 200) :][:3] for y in (100, 700))
    assert above[0] > above[2]
    assert below[2] > below[0]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
async def test_every_kind_of_picture_is_made_small(looker: ProcessLooker, kind: str) -> None:
    looks = await look(looker, picture(700, 350, kind), f"image/{kind.lower()}")
    assert opened(looks.thumb).size == (320, 160)
    assert opened(looks.preview).size == (700, 350)


async def test_a_picture_one_can_see_through_stays_so(looker: ProcessLooker) -> None:
    content = io.BytesIO()
    Image.new("LA", (64, 64), (200, 0)).save(content, "PNG")
    assert opened((await look(looker, content.getvalue(), "image/png")).thumb).mode == "RGBA"


def bomb(width: int, height: int) -> bytes:
    """A whole PNG that says nothing in many pixels: kilobytes that become gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    packer = zlib.compressobj(9)
    row = bytes(1 + 3 * width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


async def test_a_bomb_does_not_go_off(looker: ProcessLooker) -> None:
    content = bomb(9_000, 9_000)
    assert len(content) < 300_000
    assert await look(looker, content, "image/png") == Looks()


async def test_a_bomb_of_text_does_not_go_off(looker: ProcessLooker) -> None:
    note = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    whole = picture(64, 64)
    packed = len(note).to_bytes(4, "big") + b"zTXt" + note + zlib.crc32(b"zTXt" + note).to_bytes(4, "big")
    assert await look(looker, whole[:33] + packed + whole[33:], "image/png") == Looks()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_half_a_picture_is_none(looker: ProcessLooker, kind: str) -> None:
    noise = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(noise, kind)
    content = noise.getvalue()
    assert await look(looker, content[: len(content) // 2], f"image/{kind.lower()}") == Looks()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(r) file",
        b"GIF89a<html><script>alert(1)</script>",
    ],
    ids=["nothing", "a beginning", "svg", "postscript", "html behind a mark"],
)
async def test_what_is_no_picture_is_none(looker: ProcessLooker, content: bytes) -> None:
    assert await look(looker, content, "image/png") == Looks()


async def test_a_page_behind_a_picture_is_left_behind(looker: ProcessLooker) -> None:
    looks = await look(looker, picture(64, 64, "GIF") + b"<script>alert(1)</script>", "image/gif")
    assert looks.thumb is not None
    assert b"<script" not in looks.thumb


async def test_a_voice_has_a_length_and_a_shape(looker: ProcessLooker, tmp_path: Path) -> None:
    # Silence, then a tone that gets louder.
    tone = "aevalsrc='if(lt(t,1),0,(t-1)/3*sin(900*t))':d=4:s=16000"
    content = made_by_ffmpeg(tmp_path / "voice.ogg", "-f", "lavfi", "-i", tone, "-c:a", "libopus")
    looks = await look(looker, content, "audio/ogg", "voice")
    assert looks.duration_ms == pytest.approx(4_000, abs=50)
    assert len(looks.waveform) == BARS
    assert max(looks.waveform[:20]) <= 1
    assert looks.waveform[95] > looks.waveform[60] > looks.waveform[35] > 1
    assert (looks.thumb, looks.kind) == (None, None)


async def test_a_film_has_a_poster(looker: ProcessLooker, tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "color=c=red:s=1920x1080:d=1:r=10")
    content = made_by_ffmpeg(tmp_path / "film.mp4", *source, "-c:v", "mpeg4", "-metadata", "location=+21.0+105.8/")
    looks = await look(looker, content, "video/mp4", "video")
    assert (looks.width, looks.height, looks.duration_ms) == (1_920, 1_080, 1_000)
    assert opened(looks.thumb).size == (320, 180)
    assert opened(looks.preview).size == (1_280, 720)


async def test_a_film_that_begins_in_the_dark_has_a_poster_all_the_same(looker: ProcessLooker, tmp_path: Path) -> None:
    fade = "color=c=red:s=320x240:d=12:r=10,drawbox=c=black:t=fill:enable='lt(t,0.5)'"
    content = made_by_ffmpeg(tmp_path / "film.mp4", "-f", "lavfi", "-i", fade, "-c:v", "mpeg4")
    image = opened((await look(looker, content, "video/mp4", "video")).thumb).convert("RGB")
    assert image.tobytes()[0] > 200


async def test_a_film_of_one_picture_has_a_poster(looker: ProcessLooker, tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "color=c=red:s=320x240:d=0.1:r=10", "-frames:v", "1")
    content = made_by_ffmpeg(tmp_path / "film.mp4", *source, "-c:v", "mpeg4")
    assert (await look(looker, content, "video/mp4", "video")).thumb is not None


async def test_a_film_without_pictures_is_a_sound(looker: ProcessLooker, tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "sine=d=1")
    content = made_by_ffmpeg(tmp_path / "said.webm", *source, "-c:a", "libopus")
    looks = await look(looker, content, "video/webm", "video")
    assert (looks.kind, looks.type) == ("audio", "audio/webm")
    assert len(looks.waveform) == BARS


async def test_a_list_of_addresses_is_not_followed(looker: ProcessLooker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ogg"
    made_by_ffmpeg(secret, "-f", "lavfi", "-i", "sine=d=1", "-c:a", "libopus")
    for mime_type in ("audio/ogg", "audio/mpeg", "video/mp4", "video/webm"):
        playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n"
        looks = await look(looker, playlist.encode(), mime_type, "audio")
        assert (looks.duration_ms, looks.waveform) == (None, ())


async def test_without_tools_sounds_stay_unknown() -> None:
    bare = ProcessLooker(ffmpeg=None, ffprobe=None)
    assert await look(bare, b"OggS", "audio/ogg", "voice") == Looks()
    assert (await look(bare, picture(8, 8), "image/png")).thumb is not None


def tool(path: Path, script: str) -> str:
    """A program in the place of ffprobe that strangers have made their own."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
    return "\nState:\tZ" not in status  # killed, and not yet collected by whoever inherits it


async def test_a_hang_ends_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    hung = tool(tmp_path / "ffprobe", f"sleep 600 & echo $! > {note}; wait")
    looker = ProcessLooker(ffmpeg=hung, ffprobe=hung, longest_s=1.5)
    assert await look(looker, b"OggS", "audio/ogg", "voice") == Looks()
    pid = int(note.read_text())
    until(lambda: not is_alive(pid), "end of what hung")


async def test_a_crash_is_no_look_and_leaves_nothing_behind(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    crashed = tool(tmp_path / "ffprobe", f"echo $$ > {note}; kill -SEGV $PPID; sleep 600")
    assert await look(ProcessLooker(ffmpeg=crashed, ffprobe=crashed), b"OggS", "audio/ogg", "voice") == Looks()
    pid = int(note.read_text())
    until(lambda: not is_alive(pid), "end of what the crashed one had started")


async def test_what_decoding_says_is_checked(tmp_path: Path) -> None:
    lie = json.dumps({"film": False, "duration_ms": -1, "waveform": [99] * 5_000})
    liar = tool(tmp_path / "ffprobe", f"echo '{lie}' > found.json; kill -STOP $$")
    looker = ProcessLooker(ffmpeg=liar, ffprobe=liar, longest_s=1.5)
    assert await look(looker, b"OggS", "audio/ogg", "voice") == Looks()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("python3 -c 'bytearray(4 << 30)' && echo fits", ""),
        ("head -c 64M /dev/zero > large && echo fits", ""),
        ("env | grep -c -e OPENLINE -e SECRET", "0"),
        ("ulimit -t; ulimit -v; ulimit -c", f"20 {1_536 * 1_024} 0"),
        # Where memory runs out altogether, this goes first, and not the server.
        ("cat /proc/self/oom_score_adj", "1000"),
    ],
    ids=["memory", "disk", "environment", "limits", "last in line for memory"],
)
async def test_the_limits_hold_for_what_is_started(tmp_path: Path, script: str, said: str) -> None:
    heard = tmp_path / "heard"
    heard.write_text("")
    probe = tool(tmp_path / "ffprobe", f"PATH=/usr/local/bin:/usr/bin:/bin; ({script}) > {heard} 2> /dev/null")
    await look(ProcessLooker(ffmpeg=probe, ffprobe=probe), b"OggS", "audio/ogg", "voice")
    assert heard.read_text().split() == said.split()


@given(st.lists(st.integers(-32_768, 32_767), max_size=400))
def test_any_sound_has_a_shape(samples: list[int]) -> None:
    bars = waveform(array("h", samples))
    assert len(bars) == min(BARS, len(samples))
    assert all(0 <= bar <= LOUDEST for bar in bars)
    assert not any(samples) or max(bars) == LOUDEST
