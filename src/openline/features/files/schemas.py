"""Wire shapes of files."""

from typing import Literal

from openline.kit.wire import Answer

State = Literal["ready", "fetching", "scanning", "blocked", "refused"]
Kind = Literal["image", "video", "audio", "voice", "sticker", "document"]


class File(Answer, frozen=True, kw_only=True):
    """A file as people and customers see it; `url` opens it for whoever gets this answer, once it is `ready`.

    `inline`: browsers may show it in place, everything else is saved. `reason` says why it is blocked or refused
    (`too_large`, `gone`, `timed_out`, `infected:<name>`, …). `thumb_url` and `preview_url` are small pictures of it (at
    most 320 and 1280 pixels wide or high), `waveform` up to 100 loudnesses from 0 to 31.
    """

    id: str
    name: str
    size: int
    type: str
    width: int | None
    height: int | None
    url: str
    inline: bool
    kind: Kind = "document"
    state: State = "ready"
    reason: str | None = None
    thumb_url: str | None = None
    preview_url: str | None = None
    duration_ms: int | None = None
    waveform: list[int] | None = None
