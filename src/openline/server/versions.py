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
_ONE = re.compile(r'(?:W/)?"?(?P<version>\d{1,18})"?', re.ASCII)


def has_version(kind: Any) -> bool:
    """Whether a body of this type carries a version; in changes by key it stands among the keys."""
    if get_origin(kind) is dict or kind is dict:
        return True
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return FIELD in kind.__struct_fields__
    return any(has_version(one) for one in get_args(kind) if one is not type(None))


def with_version(body: Any, header: str | None) -> Any:
    """A body with the version that its request names by a header.

    Raises InvalidField when that is none, or another than the body's own.
    """
    if header is None or header.strip() == ANY:
        return body
    found = _ONE.fullmatch(header.strip())
    if found is None:
        raise InvalidField(field=NAME, reason='one version, like "7"')
    version = int(found["version"])
    own = body.get(FIELD) if isinstance(body, dict) else getattr(body, FIELD)
    if own is not None and own != version:
        raise InvalidField(field=NAME, reason=f"the body says version {own}")
    return {**body, FIELD: version} if isinstance(body, dict) else msgspec.structs.replace(body, version=version)


def tag_of(answer: Any) -> bytes | None:
    """The `ETag` of an answer of a type that has a version."""
    version = getattr(answer, FIELD, None)
    return b'"%d"' % version if isinstance(version, int) else None
