"""What a file is, by its first bytes. What the sender calls it is a hint, and never makes it more dangerous (F3)."""

import codecs

import puremagic

HEAD_BYTES = 8_192
UNKNOWN = "application/octet-stream"
# Browsers may show these in place: they carry no script, or their viewer is walled off.
INLINE = frozenset(
    {
        "image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "audio/mpeg", "audio/mp4", "audio/ogg",
        "application/pdf",
    }
)  # fmt: skip
# Never named to a browser by their own type, even for saving.
ACTIVE = frozenset({"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml"})

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime", b"heic": "image/heic",
    b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp",
}  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Containers whose content only the name tells apart: a document is a zip or an OLE file inside.
_ZIPPED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "epub": "application/epub+zip",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
_TEXTS = {"csv": "text/csv", "md": "text/markdown", "json": "application/json", "ics": "text/calendar"}
_SURE_ENOUGH = 0.7


def sniff(head: bytes, name: str) -> str:
    """The type of a file from its first HEAD_BYTES; the name only chooses among documents in the same container."""
    return _by_start(head, extension_of(name)) or _text(head, extension_of(name)) or _guess(head)


def extension_of(name: str) -> str:
    """The ending in small letters, without the dot; trailing dots and blanks do not hide it."""
    base, dot, ending = name.rstrip(". ").rpartition(".")
    return ending.lower() if dot and base else ""


def _by_start(head: bytes, extension: str) -> str | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(_ZIP):
        return _ZIPPED.get(extension, "application/zip")
    if head.startswith(_OLE):
        return _IN_OLE.get(extension, "application/x-ole-storage")
    return "audio/mpeg" if _is_mpeg_audio(head) else None


def _is_mpeg_audio(head: bytes) -> bool:
    """A frame header of MPEG layer III with possible values: eleven set bits alone are too common."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3


def _text(head: bytes, extension: str) -> str | None:
    try:
        # The head may end in the middle of a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return None
    if "\x00" in text:
        return None
    start = text.lstrip()[:1_000].lower()
    if "<svg" in start:
        return "image/svg+xml"
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<script")):
        return "text/html"
    if start.startswith("<?xml"):
        return "text/xml"
    return _TEXTS.get(extension, "text/plain")


def _guess(head: bytes) -> str:
    """What a list of signatures says, when it is sure; never a type that browsers would show in place."""
    try:
        best = max(puremagic.magic_string(head), key=lambda match: match.confidence)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    known = best.confidence >= _SURE_ENOUGH and best.mime_type and best.mime_type not in INLINE | ACTIVE
    return str(best.mime_type) if known else UNKNOWN
