"""Assembles the ASGI application from handlers and what they need."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar
from litestar.exceptions import LitestarWarning
from litestar.handlers.base import BaseRouteHandler

from openline.server import docs, openapi, operations, static
from openline.server.body import MAX_BYTES
from openline.server.console import Console
from openline.server.direct import Direct
from openline.server.edge import App, Edge, Inside
from openline.server.errors import Problems
from openline.server.inject import Dependencies, bind
from openline.server.metrics import Metrics
from openline.server.openapi import Description
from openline.server.probe import Probes
from openline.server.proxies import Proxies
from openline.server.static import StaticFiles


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What bootstrap hands over."""

    handlers: Sequence[BaseRouteHandler]
    dependencies: Dependencies
    problems: Problems
    metrics: Metrics
    proxies: Proxies
    static: Path
    https: bool = False
    sockets: Mapping[str, App] = {}
    probes: Probes = msgspec.field(default_factory=Probes)


def create(parts: Parts) -> App:
    """The application: the edge, Litestar behind it, the console for all other addresses."""
    own = {
        "metrics": parts.metrics,
        "probes": parts.probes,
        "static": StaticFiles(parts.static),
        "description": Description(parts.handlers, parts.dependencies.names()),
    }
    dependencies = parts.dependencies.with_constant(own)
    handlers = [
        *operations.HANDLERS, *openapi.HANDLERS, *docs.HANDLERS, *static.HANDLERS, *parts.handlers,
    ]  # fmt: skip
    bound = [bind(handler, dependencies) for handler in handlers]
    api = _litestar(bound, parts.problems)
    heads = {route.path.split("/")[1] for route in api.routes}
    console = Console(parts.static / "console", api)
    direct = Direct(api, bound, parts.problems)
    inside = Inside(api=direct, console=console, api_heads=heads, sockets=parts.sockets)
    return Edge(inside, parts.proxies, parts.metrics, https=parts.https)


def _litestar(handlers: Sequence[BaseRouteHandler], problems: Problems) -> Any:
    with warnings.catch_warnings():
        # 3.0 will want every parameter marked with its source; the version is pinned until we follow.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", LitestarWarning)
        return Litestar(
            route_handlers=list(handlers),
            exception_handlers=problems.handlers(),
            request_max_body_size=MAX_BYTES,
            openapi_config=None,
            logging_config=None,
        )
