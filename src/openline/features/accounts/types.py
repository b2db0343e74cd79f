"""Words of the accounts slice: host names, time zones, and the checks other slices share."""

from functools import lru_cache
from zoneinfo import available_timezones

from openline.kit.errors import InvalidField
from openline.kit.i18n import LOCALES

FIRST_ACCOUNT_ID = 1  # fixed, so that two nodes that start at once make one account, not two
MAX_ACCOUNTS = 10_000
MAX_NAME = 255
MAX_DOMAIN = 253


@lru_cache(1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def checked_time_zone(name: str) -> str:
    """The name of an IANA time zone.

    Raises InvalidField.
    """
    if name not in _zones():
        raise InvalidField(field="time_zone", reason="not a time zone such as Asia/Ho_Chi_Minh")
    return name


def checked_locale(locale: str) -> str:
    """A language we speak.

    Raises InvalidField.
    """
    if locale not in LOCALES:
        raise InvalidField(field="locale", reason=f"one of {', '.join(LOCALES)}")
    return locale


def host_name(host: str) -> str:
    """The name in a Host header: without port, brackets and the root's dot, in small letters."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].removesuffix(".")


def checked_domain(domain: str) -> str:
    """A domain as browsers send it (international names in ASCII).

    Raises InvalidField.
    """
    try:
        name = host_name(domain).encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not name or len(name) > MAX_DOMAIN or not all(c.isalnum() or c in "-." for c in name):
        raise InvalidField(field="domain", reason="a host name such as chat.example.com")
    return name
