"""Rich messages (Bot API 10) as plain text: their words, block by block. Pictures within them are left to Telegram."""

from collections.abc import Iterator
from typing import Any, Final

from openline.connectors.telegram.values import record, records
from openline.kit.text import clean

# Blocks hold blocks, and texts hold texts; a stranger writes them.
MAX_DEPTH: Final = 16
MAX_WORDS: Final = 20_000
_TEXTS: Final = ("summary", "text", "expression", "caption", "credit")


def rich_text(message: Any) -> str:
    """What a reader of plain text has to see of it."""
    lines = (line for block in records(record(message).get("blocks")) for line in _lines(block, MAX_DEPTH))
    return clean("\n".join(lines)[:MAX_WORDS])


def _lines(block: dict[str, Any], depth: int) -> Iterator[str]:
    if depth == 0:
        return
    for key in _TEXTS:
        if line := _words(block.get(key), depth - 1):
            yield line
    for inner in records(block.get("blocks")):
        yield from _lines(inner, depth - 1)
    for item in records(block.get("items")):
        label = item.get("label")
        lines = [line for inner in records(item.get("blocks")) for line in _lines(inner, depth - 1)]
        yield f"{label if isinstance(label, str) else '•'} {' '.join(lines)}"
    rows = block.get("cells")
    for row in rows if isinstance(rows, list) else ():
        yield " | ".join(_words(cell.get("text"), depth - 1) for cell in records(row))


def _words(text: Any, depth: int) -> str:
    """A text, or a list of them, or one with a meaning; behind a word that is a link, where it leads."""
    if depth <= 0:
        return ""
    match text:
        case str():
            return text
        case list():
            return "".join(_words(one, depth - 1) for one in text)
        case {"text": inner, **more}:
            said, url = _words(inner, depth - 1), more.get("url")
            return f"{said} ({url})" if isinstance(url, str) and url.isprintable() and url != said else said
        case {"alternative_text": str(said)} | {"expression": str(said)}:
            return said
        case _:
            return ""
