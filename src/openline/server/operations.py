"""What those who run the server ask it: is it alive, is it ready, how is it doing."""

import asyncio
from ipaddress import ip_address
from typing import Any

from litestar import Request, Response, get

from openline.kit.errors import NotFound, Unavailable
from openline.server.metrics import CONTENT_TYPE, Metrics
from openline.server.passage import passage_of
from openline.server.probe import HEADER, Probes
from openline.server.proxies import came_directly
from openline.store import Store, View

READY_WITHIN_S = 2.0

AnyRequest = Request[Any, Any, Any]


@get("/healthz", include_in_schema=False)
async def healthz(request: AnyRequest, probes: Probes) -> dict[str, str]:
    """The process runs; says nothing about the store, so that a slow store does not get it restarted."""
    if key := request.headers.get(HEADER):
        probes.note(key, request.scope, passage_of(request.scope).client, request.headers.get("host", ""))
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(store: Store) -> dict[str, str]:
    """Requests can be served: the store answers."""
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            await store.read(_nothing)
    except TimeoutError as error:
        raise Unavailable from error
    return {"status": "ready"}


async def _nothing(view: View) -> int:
    return view.now


@get("/metrics", include_in_schema=False)
async def metrics_text(request: AnyRequest, metrics: Metrics) -> Response[bytes]:
    """For Prometheus on this machine or a private network, not through a proxy: it is nobody else's business."""
    if not (came_directly(request.scope) and _is_near(passage_of(request.scope).client)):
        raise NotFound
    return Response(metrics.text(), media_type=CONTENT_TYPE)


def _is_near(address: str) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return known.is_loopback or known.is_private


HANDLERS = [healthz, readyz, metrics_text]
