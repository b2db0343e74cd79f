"""Macros in texts for customers: `Hello, #CUSTOMER_NAME#!`. What they come to, whoever fills them knows."""

import re
from collections.abc import Mapping

_MACRO = re.compile(r"((?:,? )?)#([A-Z_]{2,32})#")


def macros_in(text: str) -> list[str]:
    """The names of the macros in a text, each once, in their order."""
    return list(dict.fromkeys(name for _, name in _MACRO.findall(text)))


def fill(text: str, known: Mapping[str, str]) -> str:
    """A text with these macros; what is not known stays as it was written."""

    def value(macro: re.Match[str]) -> str:
        told = known.get(macro[2])
        if told is None:
            return macro[0]
        return macro[1] + told if told else ""  # "Hello, #CUSTOMER_NAME#!" greets a stranger with "Hello!"

    return _MACRO.sub(value, text)
