"""The product on each store, with a platform of parrots."""

from collections.abc import AsyncIterator

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors.registry import Registry
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.kit.clock import Clock
from tests.features.platforms.inbound.parrot import Aviary, Parrot
from tests.support.product import Product


@pytest.fixture
async def aviary(demo_ground: dict[str, str]) -> AsyncIterator[Aviary]:
    """An administrator at his desk, and a platform that says what the test wants."""
    config, clock, parrot = load(demo_ground), Clock(), Parrot()

    def build() -> bootstrap.Application:
        return bootstrap.build(config, clock, Registry({"webchat": WEBCHAT, "parrot": parrot}))

    application = build()
    await application.start()
    product = Product(application, clock)
    try:
        yield await Aviary(product, parrot, await product.login("admin"), build).begin()
    finally:
        for client in product.clients:
            await client.aclose()
        await product.application.stop()
