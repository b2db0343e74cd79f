"""The product on each store, with a pigeon whose platform is behind a proxy that makes trouble as the test plans."""

from collections.abc import AsyncIterator

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors.http import Patience
from openline.connectors.registry import Registry
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.kit.clock import Clock
from tests.features.platforms.sending.flight import Carrier, Flight, Loft
from tests.support.fault_proxy import FaultProxy
from tests.support.http_server import HttpServer
from tests.support.product import Product


@pytest.fixture
async def flight(demo_ground: dict[str, str]) -> AsyncIterator[Flight]:
    """An administrator at his desk, a connection of pigeons, and customers who write by them."""
    config, clock = load(demo_ground | {"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"}), Clock()
    carrier, loft = Carrier(), Loft()
    connectors = Registry({"webchat": WEBCHAT, "pigeon": carrier})
    application = bootstrap.build(config, clock, connectors, patience=Patience(read_s=1.5, call_s=10.0))
    async with HttpServer(loft.answer) as platform, FaultProxy(platform.port, loft.plan, retry_after_s=60) as proxy:
        await application.start()
        try:
            product = Product(application, clock)
            yield await Flight(product, carrier, loft, proxy.url, await product.login("admin")).begin()
            for client in product.clients:
                await client.aclose()
        finally:
            await application.stop()
