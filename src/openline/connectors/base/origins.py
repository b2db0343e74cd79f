"""Which web pages may use something: origins, exact or all below a domain."""

import re
from collections.abc import Sequence

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PATTERN = re.compile(rf"(https?)://((?:\*\.)?{_HOST}|\[[0-9a-f:.]+\])(?::([0-9]{{1,5}}))?/?\Z")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
MAX_ORIGIN = 300


def origin_pattern(text: str) -> str | None:
    """What somebody entered, as browsers write it: `https://shop.example` or `https://*.example`; else None."""
    text = text.strip().lower()
    if len(text) > MAX_ORIGIN:
        return None
    try:
        text = text.encode("ascii").decode()
    except UnicodeEncodeError:
        text = _punycode(text)
    found = _PATTERN.match(text)
    if found is None:
        return None
    scheme, host, port = found.groups()
    if port is None or port == _DEFAULT_PORTS[scheme]:
        return f"{scheme}://{host}"
    return f"{scheme}://{host}:{int(port)}"


def origin_allowed(origin: str, allowed: Sequence[str]) -> bool:
    """Whether a page of this origin is among those allowed. Nothing allowed means everybody is."""
    if not allowed:
        return True
    origin = origin.lower()
    return any(origin == pattern or _below(origin, pattern) for pattern in allowed)


def frame_ancestors(allowed: Sequence[str]) -> str:
    """The same for the browser: the sources of the CSP directive `frame-ancestors`."""
    return " ".join(allowed) if allowed else "*"


def _below(origin: str, pattern: str) -> bool:
    """`https://*.shop.example` takes `https://a.b.shop.example`, neither the bare domain nor `https://evilshop.example`."""
    scheme, star, domain = pattern.partition("://*.")
    if not star:
        return False
    prefix = f"{scheme}://"
    host = origin.removeprefix(prefix)
    return host != origin and host.endswith(f".{domain}") and len(host) > len(domain) + 1


def _punycode(text: str) -> str:
    scheme, colon, rest = text.partition("://")
    host, port_colon, port = rest.partition(":")
    try:
        return scheme + colon + host.encode("idna").decode() + port_colon + port
    except UnicodeError:
        return ""
