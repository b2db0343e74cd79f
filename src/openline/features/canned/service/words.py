"""What searches compare, and the macros that can stand in a response."""

import unicodedata

from openline.features.canned.types import MAX_QUERY, MAX_WORDS
from openline.kit.text import clean

MACROS = frozenset({"CUSTOMER_NAME", "CUSTOMER_EMAIL", "CUSTOMER_PHONE", "OPERATOR", "CHANNEL", "SESSION_ID", "DIALOG"})
_LETTERS = str.maketrans({"đ": "d", "\n": " "})


def folded(text: str) -> str:
    """Small letters without marks: whoever types `xin chao` finds `Xin chào`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one)).translate(_LETTERS)


def words_of(search: str) -> list[str]:
    """The words that have to stand in what is found."""
    return folded(clean(search[:MAX_QUERY])).split()[:MAX_WORDS]
