"""JSON bodies: decoded once, strictly, straight into the struct; what is wrong is named by its field."""

import re
from typing import Any, NoReturn, get_args

import msgspec
from litestar import Request

from openline.kit.body import Gone, whole_body
from openline.kit.errors import AppError, InvalidField
from openline.kit.wire import dec_hook, header_of
from openline.server import versions
from openline.server.passage import passage_of

WITHIN_S = 30.0
MAX_BYTES = 1_000_000
# How msgspec says where: "... - at `$.items[0].name`", "... unknown field `x` - at `$`".
_AT = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
# No text holds it and PostgreSQL cannot keep it: dropped at the border. An escaped backslash before it is a text.
_NUL = re.compile(rb"(?P<before>(?<!\\)(?:\\\\)*)\\u0000")
_NAMED = re.compile(r"^Object (?P<what>missing required|contains unknown) field `(?P<name>[^`]*)`")


class BrokenJson(AppError):
    """The body is no JSON at all."""

    code = "broken_json"
    status = 400


class WrongContentType(AppError):
    """The body is not what the address takes."""

    code = "unsupported_media_type"
    status = 415


class UnknownField(InvalidField):
    """A field this address does not have: refused, so that a misspelt one is not silently lost."""

    code = "unknown_field"


class MissingField(InvalidField):
    """A field that is required."""

    code = "missing_field"


async def raw_body(request: Request[Any, Any, Any]) -> bytes:
    """The bytes of a body, read once.

    Raises TooLarge, TooSlow, BrokenJson.
    """
    passage = passage_of(request.scope)
    if passage.body is None:
        try:
            passage.body = await whole_body(request.receive, most=MAX_BYTES, within_s=WITHIN_S)
        except Gone as gone:
            raise BrokenJson from gone
    return passage.body


class JsonBody:
    """Decodes the body of one route, which then cannot be read from the request once more."""

    def __init__(self, kind: Any) -> None:
        self._decoder = msgspec.json.Decoder(kind, dec_hook=dec_hook)
        self._may_be_absent = type(None) in get_args(kind)
        self.takes_version = versions.takes_version(kind)

    async def read(self, request: Request[Any, Any, Any]) -> Any:
        """The decoded body.

        Raises WrongContentType, BrokenJson, InvalidField, TooLarge, TooSlow.
        """
        raw = await raw_body(request)
        if not raw and self._may_be_absent:
            return self._versioned(request, None)
        if not _is_json(request):
            raise WrongContentType(expected="application/json")
        if b"\\u0000" in raw:
            raw = _NUL.sub(rb"\g<before>", raw)
        try:
            body = self._decoder.decode(raw)
        except msgspec.ValidationError as error:
            refuse(str(error), error)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BrokenJson from error
        return self._versioned(request, body)

    def _versioned(self, request: Request[Any, Any, Any], body: Any) -> Any:
        if not self.takes_version:
            return body
        return versions.with_version(body, header_of(request.scope, versions.HEADER))


def _is_json(request: Request[Any, Any, Any]) -> bool:
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            kind = value.partition(b";")[0].strip().lower()
            return kind == b"application/json" or kind.endswith(b"+json")
    return False


def refuse(text: str, cause: Exception) -> NoReturn:
    """Raise what a message of msgspec means, with the field in it."""
    found = _AT.match(text)
    what, path = (found["what"], found["path"] or "") if found else (text, "")
    where = path.lstrip(".")
    if named := _NAMED.match(what):
        field = f"{where}.{named['name']}" if where else named["name"]
        kind = MissingField if named["what"].startswith("missing") else UnknownField
        raise kind(field=field, reason=what) from cause
    raise InvalidField(field=where or "body", reason=what) from cause
