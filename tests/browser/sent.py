"""Everything a platform may have sent, put into the answers of the server: a screen with all of it at once."""

import json
import struct
import wave
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.async_api import Page, Route

AT = "2026-03-01T08:{:02}:00.000Z"
FILES = "**/sent-by-platform/**"


def picture(colour: str, width: int = 640, height: int = 480) -> bytes:
    """One that loads."""
    content = BytesIO()
    Image.new("RGB", (width, height), colour).save(content, "PNG")
    return content.getvalue()


def hum(seconds: int = 2) -> bytes:
    """A sound every browser plays."""
    content = BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(b"".join(struct.pack("<h", 900 * (step % 20)) for step in range(8_000 * seconds)))
    return content.getvalue()


def file(name: str, **change: Any) -> dict[str, Any]:
    """A file as the interface shows it."""
    shape: dict[str, Any] = {
        "id": f"f-{name}", "name": name, "size": 48_000, "type": "image/png", "width": 640, "height": 480,
        "url": f"/sent-by-platform/{name}", "inline": True, "kind": "image", "state": "ready", "reason": None,
        "thumb_url": None, "preview_url": None, "duration_ms": None, "waveform": None,
    }  # fmt: skip
    return shape | change


def message(number: int, **change: Any) -> dict[str, Any]:
    """A message as the interface shows it; the customer's, unless it is said otherwise."""
    shape: dict[str, Any] = {
        "id": str(number), "conversation_id": "", "session_id": None, "number": number, "author": "customer",
        "author_id": None, "author_name": "Linh Trần", "text": "", "files": [], "reply_to": None, "note": False,
        "state": "delivered", "client_id": None, "at": AT.format(number), "parts": [], "forwarded_from": None,
        "album": None, "external": False, "edited_at": None, "deleted_at": None, "reactions": [], "failure": None,
        "may_send_again": False,
    }  # fmt: skip
    return shape | change


def ours(number: int, text: str, **change: Any) -> dict[str, Any]:
    """An answer."""
    return message(number, author="agent", author_id="1", author_name="Mai Nguyen", text=text, **change)


def failure(code: str, blame: str, text: str = "", *lost: tuple[str, str]) -> dict[str, Any]:
    return {"code": code, "text": text, "blame": blame, "lost": [{"loss": loss, "name": name} for loss, name in lost]}


FILM = {"kind": "video", "type": "video/mp4", "thumb_url": "/sent-by-platform/two.png"}
VOICE = {"kind": "voice", "type": "audio/wav", "duration_ms": 2_000, "waveform": [step % 32 for step in range(90)]}
ROUND = FILM | {"width": 240, "height": 240, "duration_ms": 9_000}
PLACE = {"latitude": 21.028511, "longitude": 105.804817, "title": "Hồ Tây", "address": "Quảng An"}
PERSON = {"name": "Bình", "phones": ["+84 90 123 45 67"], "emails": ["binh@example.com"]}
CARD = {"title": "Trà sen", "text": "Hộp 100 g", "url": "https://example.com/tra"}
BUTTONS = [{"label": "Hộp", "payload": "a"}, {"label": "Túi", "payload": "b"}]
PARTLY = failure("partly", "content", "", ("file_too_large", "bảng giá.pdf"), ("quote", ""))
BLOCKED = failure("blocked", "recipient", "bot was blocked by the user")
# What people wrote themselves, which no catalogue translates.
EVERYTHING = [
    message(1, text="Chào shop", forwarded_from="Ánh Nguyễn", reactions=[{"emoji": "👍", "by": "agent"}]),
    message(2, text="Ba tấm này ạ", album="a", files=[file("one.png")]),
    message(3, album="a", files=[file("two.png")]),
    message(4, album="a", files=[file("film.mp4", duration_ms=83_000, **FILM)]),
    message(5, files=[file("loi.wav", **VOICE)]),
    message(6, files=[file("video_note.mp4", **ROUND)]),
    message(7, files=[file("cat.png", kind="sticker", width=160, height=160)]),
    message(8, parts=[{"type": "location"} | PLACE]),
    message(9, parts=[{"type": "contact"} | PERSON]),
    message(10, parts=[{"type": "card"} | CARD]),
    message(11, parts=[{"type": "unsupported", "kind": "story"}]),
    message(12, files=[
        file("big.zip", kind="document", state="fetching"), file("scan.pdf", kind="document", state="scanning"),
        file("bad.doc", kind="document", state="blocked", reason="infected:Eicar"),
        file("huge.mov", kind="video", state="refused", reason="too_large"),
    ]),
    message(13, text="Mười hộp", edited_at=AT.format(14)),
    message(15, text="Nhầm rồi", deleted_at=AT.format(16)),
    ours(17, "Anh chọn nhé", state="read", parts=[{"type": "buttons", "buttons": BUTTONS}]),
    message(18, parts=[{"type": "pressed", "label": "Hộp", "payload": "a"}]),
    ours(19, "Đây là bảng giá", state="sent", failure=PARTLY),
    ours(20, "Anh còn đó không?", state="unknown", failure=failure("unknown", "content"), may_send_again=True),
    ours(21, "Em gửi lại ạ", state="failed", failure=BLOCKED, may_send_again=True),
]  # fmt: skip


async def send_everything(page: Page) -> None:
    """From now on every conversation that this page opens holds all of it, and its customer came by a link."""

    async def messages(route: Route) -> None:
        conversation = route.request.url.split("/")[-2]
        items = [one | {"conversation_id": conversation} for one in EVERYTHING]
        await route.fulfill(json={"items": items, "next": None})

    async def content(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.endswith(".wav"):
            await route.fulfill(body=hum(), content_type="audio/wav")
        elif name.endswith(".png"):
            await route.fulfill(body=picture("#7f9b5c" if name < "p" else "#b0673c"), content_type="image/png")
        else:
            await route.fulfill(status=404, body=json.dumps({"code": "not_found"}))

    await page.route("**/api/v1/conversations/*/messages?*", messages)
    await page.route(FILES, content)
