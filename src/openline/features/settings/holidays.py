"""Public holidays of countries, from the package `holidays`: the engine's calendar knows dates only.

The package is large and takes its time to load, so it is loaded when somebody asks.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Final

# From last year to where calendars stop looking for an opening (K7); a holiday further away is not known by then.
FIRST_YEAR: Final = 2025
LAST_YEAR: Final = 2045
KEPT: Final = 512
YEARS: Final = range(1970, 2101)
_LANGUAGES: Final = {"en": "en_US"}


@cache
def countries() -> frozenset[str]:
    """The countries whose holidays are known, by their two letters."""
    import holidays  # noqa: PLC0415 - see above

    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)


@lru_cache(maxsize=KEPT)
def holidays_of(country: str, year: int, locale: str) -> tuple[tuple[date, str], ...]:
    """A country's holidays with their names, in this language if they have one in it, else in English."""
    import holidays  # noqa: PLC0415

    language = _LANGUAGES.get(locale, locale)
    known = holidays.country_holidays(country, years=year).supported_languages
    chosen = language if language in known else "en_US" if "en_US" in known else None
    return tuple(sorted(holidays.country_holidays(country, years=year, language=chosen).items()))


@cache
def _days_of(country: str) -> frozenset[date]:
    import holidays  # noqa: PLC0415

    return frozenset(holidays.country_holidays(country, years=range(FIRST_YEAR, LAST_YEAR + 1)))


def days_of(chosen: Iterable[str]) -> frozenset[date]:
    """The days on which one of these countries has a holiday."""
    return frozenset().union(*map(_days_of, chosen))
