"""The OpenAPI document, made from the handlers as they are written, before anything is bound to them."""

import warnings
from collections.abc import Awaitable, Callable, Collection, Sequence
from copy import copy
from importlib.metadata import version
from typing import Any

import msgspec
from litestar import Litestar, Response, get
from litestar.di import Provide
from litestar.exceptions import LitestarWarning
from litestar.handlers.base import BaseRouteHandler
from litestar.openapi import OpenAPIConfig

from openline.server.versions import FIELD, NAME

JSON = "application/json"
PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "In the caller's language."},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Stable: what programs look at."},
        "request_id": {"type": "string"},
    },
    "additionalProperties": True,
}
SECURITY = {
    "login": {"type": "apiKey", "in": "cookie", "name": "openline_login"},
    "token": {"type": "http", "scheme": "bearer", "description": "An API token, `ol_…`."},
    "visitor": {"type": "http", "scheme": "bearer", "description": "A visitor's token."},
}
IF_MATCH = {
    "name": NAME, "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The `ETag` of what was read: the same as `version` in the body.",
}  # fmt: skip
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


class Description:
    """Made when it is asked for: a start does not pay for it."""

    def __init__(self, handlers: Sequence[BaseRouteHandler], injected: Collection[str]) -> None:
        self._handlers = handlers
        self._injected = injected
        self._document: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """The whole document."""
        if self._document is None:
            self._document = _finished(self._schema())
        return self._document

    def _schema(self) -> dict[str, Any]:
        with warnings.catch_warnings():
            # See openline.server.app: 3.0's spelling of parameters, not ours yet.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", LitestarWarning)
            app = Litestar(
                route_handlers=[copy(handler) for handler in self._handlers],
                dependencies={name: Provide(_blank()) for name in self._injected},
                openapi_config=OpenAPIConfig("Openline", version("openline"), use_handler_docstrings=True),
                logging_config=None,
            )
            schema: dict[str, Any] = app.openapi_schema.to_schema()
        return schema


def _blank() -> Callable[[], Awaitable[Any]]:
    """Stands where a dependency will be: the document only needs to know that it is no parameter."""

    async def nothing() -> Any:
        return None

    return nothing


def _finished(document: dict[str, Any]) -> dict[str, Any]:
    components = document.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    for path, methods in document.get("paths", {}).items():
        for method, operation in methods.items():
            if method in _METHODS:
                _finish(path, operation)
                if _takes_version(operation, components["schemas"]):
                    operation.setdefault("parameters", []).append(IF_MATCH)
    return document


def _takes_version(operation: dict[str, Any], schemas: dict[str, Any]) -> bool:
    """Whether its body has a version, which may then stand in a header as well; changes by key have one, too."""
    body = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
    name = body.get("$ref", "").rpartition("/")[2]
    shape = schemas.get(name, body)
    return FIELD in shape.get("properties", {}) or (shape.get("type") == "object" and "properties" not in shape)


def _finish(path: str, operation: dict[str, Any]) -> None:
    """One operation: tag by noun, problems as they are, who may call."""
    words = [word for word in path.split("/") if word and not word.startswith("{")]
    is_widget = words[:1] == ["widget"]
    operation["tags"] = ["widget" if is_widget else next(iter(words[2:]), words[0])]
    operation["responses"].pop("400", None)
    operation["responses"]["default"] = {
        "description": "A refusal, as problem details (RFC 9457).",
        "content": {"application/problem+json": {"schema": PROBLEM_REF}},
    }
    operation["security"] = [{"visitor": []}] if is_widget else [{"login": []}, {"token": []}]


@get("/openapi.json", include_in_schema=False)
async def openapi_json(description: Description) -> Response[bytes]:
    """For programs; people read /docs."""
    return Response(msgspec.json.encode(description.document()), media_type=JSON)


HANDLERS = [openapi_json]
