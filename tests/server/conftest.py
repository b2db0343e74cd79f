"""Small applications for tests of the server room: its own parts around handlers that a test writes."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.handlers.base import BaseRouteHandler

from openline import bootstrap
from openline.config import load
from openline.kit.i18n import load_texts
from openline.server.app import Parts, create
from openline.server.errors import Problems
from openline.server.inject import Dependencies, Provide
from openline.server.metrics import Metrics
from openline.server.proxies import Proxies

MakeClient = Callable[..., httpx.AsyncClient]


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """The folder of a front end, not built."""
    folder = tmp_path / "static"
    folder.mkdir()
    return folder


@pytest.fixture
def make_client(static: Path) -> MakeClient:
    """A client of an application with these handlers; `peer` is the address it calls from."""

    def make(
        *handlers: BaseRouteHandler,
        constant: Mapping[str, Any] | None = None,
        per_request: Mapping[str, Provide] | None = None,
        trusted: Sequence[str] = (),
        peer: str = "127.0.0.1",
    ) -> httpx.AsyncClient:
        parts = Parts(
            handlers=handlers,
            dependencies=Dependencies({"store": None, **(constant or {})}, per_request or {}),
            problems=Problems(load_texts()),
            metrics=Metrics(),
            proxies=Proxies([ip_network(network) for network in trusted]),
            static=static,
        )
        app: Any = create(parts)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(peer, 50_000))
        return httpx.AsyncClient(transport=transport, base_url="http://desk.example")

    return make


@asynccontextmanager
async def running(data: Path, **env: str) -> AsyncIterator[bootstrap.Application]:
    """The whole product in this process, on SQLite."""
    config = load({"OPENLINE_DATA": str(data), **env})
    bootstrap.migrate(config)
    application = bootstrap.build(config)
    await application.start()
    try:
        yield application
    finally:
        await application.stop()
