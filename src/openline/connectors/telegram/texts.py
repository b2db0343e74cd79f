"""A text with its entities as plain text. Entities count in UTF-16 units, which Python's strings do not."""

from typing import Any, Final

from openline.connectors.telegram.values import records, whole
from openline.kit.text import clean

_UNIT: Final = 2
_LOW_SURROGATES: Final = range(0xDC00, 0xE000)
MAX_URL: Final = 2_000


def plain(text: Any, entities: Any) -> str:
    """What a reader of plain text has to see: the words, and behind a word that is a link, where it leads."""
    if not isinstance(text, str):
        return ""
    links = list(_links(entities))
    if not links:
        return clean(text)
    units = text.encode("utf-16-le", "surrogatepass")
    for end, url in sorted(links, reverse=True):
        place = end * _UNIT
        if place <= len(units) and not _within(units, place) and not units[:place].endswith(url.encode("utf-16-le")):
            units = units[:place] + f" ({url})".encode("utf-16-le") + units[place:]
    return clean(units.decode("utf-16-le", "surrogatepass"))


def _links(entities: Any) -> Any:
    for entity in records(entities):
        offset, length, url = whole(entity.get("offset")), whole(entity.get("length")), entity.get("url")
        if entity.get("type") != "text_link" or offset is None or length is None or not isinstance(url, str):
            continue
        if offset >= 0 and length > 0 and url.isprintable() and 0 < len(url) <= MAX_URL:
            yield offset + length, url


def _within(units: bytes, place: int) -> bool:
    """Whether a cut here would break a character in two."""
    return place < len(units) and int.from_bytes(units[place : place + _UNIT], "little") in _LOW_SURROGATES
