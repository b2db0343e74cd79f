"""Gives handlers what they ask for by parameter name, bound when the application is assembled.

Litestar's own injection makes a task per dependency and request and decodes a body twice; this costs a fifth of it
(docs/adr/0045-dependencies-bound-at-assembly.md). Handlers look the same.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, get_origin, get_type_hints

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.handlers.base import BaseRouteHandler
from litestar.params import BodyKwarg
from litestar.types import ASGIApp

from openline.kit.wire import encode, header_of
from openline.server import versions
from openline.server.answer import JsonAnswer
from openline.server.body import JsonBody, UnknownField

Connection = ASGIConnection[Any, Any, Any, Any]
Known = dict[str, Any]
Provide = Callable[[Connection, Known], Awaitable[Any]]

REQUEST = "request"
_JSON = (None, RequestEncodingType.JSON)
_PLAIN = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Parameters a handler may name: what always is the same, and what depends on who asks.

    `per_request` is in order: a provider sees in `known` what the handler also gets from those before it.
    """

    constant: Mapping[str, Any] = field(default_factory=dict)
    per_request: Mapping[str, Provide] = field(default_factory=dict)

    def with_constant(self, more: Mapping[str, Any]) -> "Dependencies":
        """These and more."""
        return Dependencies({**self.constant, **more}, self.per_request)

    def names(self) -> frozenset[str]:
        """All parameter names that are not the caller's to fill."""
        return frozenset(self.constant) | frozenset(self.per_request)


class NotProvided(TypeError):
    """A handler asks for something that bootstrap does not give."""


def bind(handler: BaseRouteHandler, dependencies: Dependencies) -> BaseRouteHandler:
    """The same route with a function that no longer asks for the dependencies.

    Raises NotProvided.
    """
    if not isinstance(handler, HTTPRouteHandler):
        return handler
    fn = handler.fn
    hints = get_type_hints(fn, include_extras=True)
    parameters = inspect.signature(fn).parameters
    body = _json_body(hints)
    plan = _Plan(
        fn=fn,
        constant={n: v for n, v in dependencies.constant.items() if n in parameters},
        per_request=tuple((n, p) for n, p in dependencies.per_request.items() if n in parameters),
        body=body,
        wants_request=REQUEST in parameters,
        status=_status(handler, hints.get("return")),
        shows_version=versions.has_version(hints.get("return")),
        heeds_none=bool(handler.http_methods & versions.CHANGING) and not (body and body.takes_version),
        asked=_asked(handler, parameters, dependencies),
    )
    given = dependencies.names() | ({"data"} if body else set())
    kept = {n: p.replace(kind=p.KEYWORD_ONLY) for n, p in parameters.items() if n not in given}
    _check(handler, kept, hints)
    kept[REQUEST] = inspect.Parameter(REQUEST, inspect.Parameter.KEYWORD_ONLY)
    hints[REQUEST] = Request
    if plan.status:
        hints["return"] = ASGIApp
    return copy(handler)(_shell(plan, kept, hints))


def _check(handler: HTTPRouteHandler, kept: Mapping[str, inspect.Parameter], hints: Mapping[str, Any]) -> None:
    """What nobody provides would silently become a query parameter."""
    for name, parameter in kept.items():
        in_path = any(f"{{{name}:" in path for path in handler.paths)
        if name != REQUEST and not in_path and parameter.default is parameter.empty and hints[name] not in _PLAIN:
            raise NotProvided(f"{handler.fn.__module__}.{handler.fn.__name__} asks for {name}, which nothing provides")


def _asked(
    handler: HTTPRouteHandler, parameters: Mapping[str, inspect.Parameter], dependencies: Dependencies
) -> frozenset[str]:
    """What a query may name; nothing where there is no question to ask, or the handler reads the address itself."""
    if REQUEST in parameters or handler.http_methods != {"GET"}:
        return frozenset()
    others = {name for name in parameters if any(f"{{{name}:" in path for path in handler.paths)}
    return frozenset(parameters) - dependencies.names() - others


def _check_asked(request: Request[Any, Any, Any], asked: frozenset[str]) -> None:
    """A misspelt filter must not become a list of everything.

    Raises UnknownField.
    """
    for name in request.query_params:
        if name not in asked:
            raise UnknownField(field=name, reason=f"there are: {', '.join(sorted(asked))}")


def _json_body(hints: Mapping[str, Any]) -> JsonBody | None:
    """How to decode `data`, unless the handler takes a form."""
    if "data" not in hints:
        return None
    marks = getattr(hints["data"], "__metadata__", ())
    if any(isinstance(mark, BodyKwarg) and mark.media_type not in _JSON for mark in marks):
        return None
    return JsonBody(hints["data"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    fn: Callable[..., Awaitable[Any]]
    constant: Mapping[str, Any]
    per_request: tuple[tuple[str, Provide], ...]
    body: JsonBody | None
    wants_request: bool
    status: int | None
    shows_version: bool
    heeds_none: bool
    asked: frozenset[str]


def _status(handler: HTTPRouteHandler, returns: Any) -> int | None:
    """The status of what is answered as JSON; None where the framework makes the answer."""
    if returns in {None, type(None), str, bytes}:
        return None
    kind = get_origin(returns) or returns
    return None if isinstance(kind, type) and issubclass(kind, Response) else handler.status_code


def _shell(plan: _Plan, kept: Mapping[str, inspect.Parameter], hints: Mapping[str, Any]) -> Any:
    fn, constant, per_request, body, status = plan.fn, plan.constant, plan.per_request, plan.body, plan.status
    shows_version, heeds_none, asked = plan.shows_version, plan.heeds_none, plan.asked

    async def shell(**given: Any) -> Any:
        request = given[REQUEST] if plan.wants_request else given.pop(REQUEST)
        known: Known = {**constant}
        for name, provide in per_request:
            known[name] = await provide(request, known)
        if asked:
            _check_asked(request, asked)
        if heeds_none:
            versions.check_unnamed(header_of(request.scope, versions.HEADER))
        if body is not None:
            known["data"] = await body.read(request)
        value = await fn(**given, **known)
        return (
            value
            if status is None
            else JsonAnswer(encode(value), status, versions.tag_of(value) if shows_version else None)
        )

    described: Any = shell
    described.__signature__ = inspect.Signature(list(kept.values()))
    described.__annotations__ = {name: hints[name] for name in (*kept, "return") if name in hints}
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(described, name, getattr(fn, name))
    return described
