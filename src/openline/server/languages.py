"""Which of our languages a browser wants most."""

from functools import lru_cache

LOCALES = ("en", "vi", "ru")
DEFAULT = "en"
MAX_HEADER = 200
_REMEMBERED = 256


@lru_cache(_REMEMBERED)
def preferred(accept_language: str) -> str:
    """The best of our languages by an Accept-Language header; English when none fits."""
    best, weight = DEFAULT, 0.0
    for part in accept_language[:MAX_HEADER].split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.partition("-")[0].lower()
        quality = _quality(parameter)
        if language in LOCALES and quality > weight:
            best, weight = language, quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
