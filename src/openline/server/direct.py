"""Routes with nothing in path or query to find are called without the framework (docs/adr/0100-direct-routes.md)."""

import inspect
from collections.abc import Iterable
from typing import Any

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.handlers.base import BaseRouteHandler
from litestar.types import ASGIApp

from openline.server.edge import App
from openline.server.errors import Problems
from openline.server.inject import REQUEST


class Direct:
    """Stands before the framework: what has exactly a known method and path is called, all else passes."""

    def __init__(self, framework: App, bound: Iterable[BaseRouteHandler], problems: Problems) -> None:
        self._framework = framework
        self._problems = problems
        self._handlers = {
            (method, path): handler
            for handler in bound
            if isinstance(handler, HTTPRouteHandler) and _is_plain(handler)
            for path in handler.paths
            for method in handler.http_methods
        }

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        handler = self._handlers.get((scope["method"], scope["path"]))
        if handler is None:
            await self._framework(scope, receive, send)
            return
        scope["route_handler"], scope["path_template"] = handler, scope["path"]
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        try:
            answer = await handler.fn(request=request)
        except Exception as error:  # loop top: of a request  # noqa: BLE001 - problems log what nobody expected
            answer = self._problems.answer(request, error).to_asgi_response(None, request)
        await answer(scope, receive, send)


def _is_plain(handler: HTTPRouteHandler) -> bool:
    """Whether the bound function wants nothing but the request, and makes the whole answer itself."""
    wanted = inspect.signature(handler.fn).parameters
    return set(wanted) == {REQUEST} and handler.fn.__annotations__["return"] is ASGIApp
