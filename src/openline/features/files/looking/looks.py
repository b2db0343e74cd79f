"""What is found out about a file by decoding it."""

from dataclasses import dataclass

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"})
# The reader that a type is given to; a file never chooses its own, as lists of addresses would (RFC 8216).
READERS = {
    "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "mov", "audio/wav": "wav", "audio/flac": "flac",
    "audio/aac": "aac", "audio/webm": "matroska", "video/mp4": "mov", "video/quicktime": "mov", "video/3gpp": "mov",
    "video/webm": "matroska",
}  # fmt: skip


def has_looks(mime_type: str) -> bool:
    """Whether decoding a file of this type may show anything."""
    return mime_type in PICTURES or mime_type in READERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """`thumb` and `preview` are webp pictures; the rest is None where it is not known, or known already.

    `kind` and `type` are said where decoding knew better: a film without pictures is a sound.
    """

    thumb: bytes | None = None
    preview: bytes | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    waveform: tuple[int, ...] = ()
    kind: str | None = None
    type: str | None = None

    def __bool__(self) -> bool:
        return bool(self.thumb or self.duration_ms is not None or self.waveform or self.kind)
