"""The version of a body as HTTP has it: `ETag` shows it, `If-Match` is the same as `version` in the body (H1 to H3 in
docs/behaviour/api.md).
"""

import re
from typing import Any, get_args, get_origin

import msgspec

from openline.kit.errors import InvalidField

FIELD = "version"
HEADER = b"if-match"
NAME = "If-Match"
ANY = "*"
CHANGING = frozenset({"PUT", "PATCH", "DELETE"})
_NUMBER = r"(?:0|[1-9]\d{0,17})"
_ONE = re.compile(rf'(?:W/)?"({_NUMBER})"|({_NUMBER})', re.ASCII)


def has_version(kind: Any) -> bool:
    """Whether what has this type carries a version."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return FIELD in kind.__struct_fields__
    return any(has_version(one) for one in get_args(kind) if one is not type(None))


def takes_version(kind: Any) -> bool:
    """Whether a body of this type carries one; in changes by key it stands among the keys."""
    return get_origin(kind) is dict or has_version(kind)


def with_version(body: Any, header: str | None) -> Any:
    """A body with the version that its request names by a header.

    Raises InvalidField when that is none, or another than the body's own.
    """
    version = _named(header)
    if version is None:
        return body
    if body is None:
        raise InvalidField(field=NAME, reason="without a body there is nothing that has a version")
    own = body.get(FIELD) if isinstance(body, dict) else getattr(body, FIELD)
    if own is not None and own != version:
        raise InvalidField(field=NAME, reason=f"the body says version {own!r}")
    return {**body, FIELD: version} if isinstance(body, dict) else msgspec.structs.replace(body, version=version)


def check_unnamed(header: str | None) -> None:
    """What cannot heed a version does not pretend to.

    Raises InvalidField.
    """
    if _named(header) is not None:
        raise InvalidField(field=NAME, reason="this address heeds no version")


def _named(header: str | None) -> int | None:
    if header is None or header.strip() == ANY:
        return None
    found = _ONE.fullmatch(header.strip())
    if found is None:
        raise InvalidField(field=NAME, reason='one version, like "7"')
    return int(found[1] or found[2])


def tag_of(answer: Any) -> bytes | None:
    """The `ETag` of an answer of a type that has a version."""
    version = getattr(answer, FIELD, None)
    return b'"%d"' % version if isinstance(version, int) else None
