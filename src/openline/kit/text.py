"""Text that strangers send: cleaned and bounded."""

import re
import unicodedata

# The category Cc is these 65 code points for good; line feed and tab may stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """NFC, line ends as `\\n`, no control characters, no blanks around."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROLS.sub("", text).strip()


def preview(text: str, most: int = 140) -> str:
    """The first line or so, for a list row."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
