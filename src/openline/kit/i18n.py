"""Texts for people, by key and language: flat JSON catalogues in `openline/locales`, one per language."""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal, get_args

import msgspec

Locale = Literal["en", "vi", "ru"]
LOCALES: tuple[str, ...] = get_args(Locale)
DEFAULT_LOCALE: Locale = "en"
MAX_ACCEPT_LANGUAGE = 500
_PLACE = re.compile(r"\{(\w+)\}")


class Texts:
    """The catalogues. A key without a text is shown as the key: ugly, but nothing breaks on a screen."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    def has(self, key: str) -> bool:
        """Whether there is a text; the languages do not differ in that."""
        return key in self._catalogues[DEFAULT_LOCALE]

    def say(self, locale: str, key: str, /, **data: Any) -> str:
        """The text in this language, its `{places}` filled; a place without a value stays as it is."""
        known = self._catalogues.get(locale, {})
        text = known.get(key) or self._catalogues[DEFAULT_LOCALE].get(key, key)
        return _PLACE.sub(lambda place: str(data.get(place[1], place[0])), text)

    def under(self, locale: str, prefix: str) -> dict[str, str]:
        """All texts whose keys begin so, by the rest of the key."""
        known = {**self._catalogues[DEFAULT_LOCALE], **self._catalogues.get(locale, {})}
        return {key.removeprefix(prefix): text for key, text in known.items() if key.startswith(prefix)}


def load_texts() -> Texts:
    """The catalogues of the package."""
    folder = files("openline") / "locales"
    return Texts(
        {
            locale: msgspec.json.decode((folder / f"{locale}.json").read_bytes(), type=dict[str, str])
            for locale in LOCALES
        }
    )


def negotiate(accept_language: str | None, default: str = DEFAULT_LOCALE) -> str:
    """The language of ours that an Accept-Language header likes best; `vi-VN` is content with `vi`."""
    best, best_weight = default, 0.0
    for part in (accept_language or "")[:MAX_ACCEPT_LANGUAGE].split(","):
        tag, _, parameters = part.strip().partition(";")
        locale = tag.strip().lower().partition("-")[0]
        weight = _weight(parameters)
        if locale in LOCALES and weight > best_weight:
            best, best_weight = locale, weight
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
