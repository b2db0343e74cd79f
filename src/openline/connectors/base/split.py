"""Cutting a long text where no reader sees a broken character."""

from collections.abc import Callable, Iterator

import regex

from openline.connectors.base.capabilities import TextLimit, Unit

# `\X` alone counts the flags before each flag, which takes seconds for a page of them: pairs are named beforehand.
_CLUSTERS = regex.compile(r"[\U0001F1E6-\U0001F1FF]{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X")
# A cut at a blank is taken when it costs at most this share of a piece.
_MAY_WASTE = 4

_SIZES: dict[Unit, Callable[[str], int]] = {
    Unit.CHARS: len,
    Unit.UTF16: lambda text: len(text) + sum(char > "\uffff" for char in text),
    Unit.BYTES: lambda text: len(text.encode("utf-8", "surrogatepass")),
}


def size_of(text: str, unit: Unit) -> int:
    """The length of a text as the platform counts it."""
    return _SIZES[unit](text)


def split_text(text: str, limit: TextLimit) -> list[str]:
    """Pieces within the limit which, put together, are the text again.

    A piece ends after a line or a blank where one is near, never inside a grapheme cluster (a letter with its marks, a
    family emoji). Only a cluster longer than the limit itself is cut, since nothing else is left.
    """
    assert limit.most >= 4, "no platform has less, and four bytes are one character"
    size = _SIZES[limit.unit]
    if size(text) <= limit.most:
        return [text] if text else []
    pieces: list[str] = []
    piece: list[str] = []
    room = limit.most
    for cluster in _fitting(text, limit):
        need = size(cluster)
        while need > room:
            head, rest = _cut(piece)
            pieces.append(head)
            piece = [rest] if rest else []
            room = limit.most - size(rest)
        piece.append(cluster)
        room -= need
    pieces.append("".join(piece))
    return pieces


def _fitting(text: str, limit: TextLimit) -> Iterator[str]:
    """Grapheme clusters, the monstrous ones in single characters."""
    size = _SIZES[limit.unit]
    for found in _CLUSTERS.finditer(text):
        cluster = found[0]
        if size(cluster) <= limit.most:
            yield cluster
        else:
            yield from cluster


def _cut(piece: list[str]) -> tuple[str, str]:
    """A full piece and what moves on to the next one: from the last line or blank on, if that is near the end."""
    near = len(piece) - 1 - len(piece) // _MAY_WASTE
    for wanted in ("\n", " "):
        for place in range(len(piece) - 1, near - 1, -1):
            if piece[place][-1:] == wanted:
                return "".join(piece[: place + 1]), "".join(piece[place + 1 :])
    return "".join(piece), ""
