"""Text that strangers send: cleaned and bounded."""

import unicodedata

_ALLOWED_CONTROLS = {"\n", "\t"}


def clean(text: str) -> str:
    """NFC, line ends as `\\n`, no control characters, no blanks around."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in _ALLOWED_CONTROLS or unicodedata.category(c) != "Cc").strip()


def preview(text: str, most: int = 140) -> str:
    """The first line or so, for a list row."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
