"""File names: cleaned when they come in, quoted when they go out (F5)."""

import unicodedata
from urllib.parse import quote

from openline.features.files.types import MAX_NAME
from openline.kit.text import clean

NAMELESS = "file"
_RESERVED = '<>:"/\\|?*'


def clean_name(raw: str | None) -> str:
    """The last part of a path, without what breaks screens or disks, and short enough; its ending survives the cut.

    Characters of direction are dropped: they make `exe.jpg` out of `gpj.exe`.
    """
    line = " ".join(clean(raw or "").split())
    last = line.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        c for c in last if unicodedata.category(c)[0] != "C" and c not in _RESERVED and c not in "\u2028\u2029"
    )
    kept = " ".join(kept.split()).strip(". ")
    if not kept:
        return NAMELESS
    if len(kept) <= MAX_NAME:
        return kept
    base, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > MAX_NAME // 4:
        return kept[:MAX_NAME]
    return base[: MAX_NAME - len(ending) - 1] + dot + ending


def disposition(name: str, *, inline: bool) -> str:
    """The Content-Disposition header: a plain name for old clients, the real one as RFC 5987 has it."""
    way = "inline" if inline else "attachment"
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in _without_marks(name))
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _without_marks(name: str) -> str:
    """`Hợp đồng.pdf` → `Hop dong.pdf`: better than underscores for a client that reads no more than ASCII."""
    parts = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in parts if not unicodedata.combining(c))
