"""The product on each store, with a platform of parrots."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors.registry import Registry
from openline.connectors.webchat import CONNECTOR as WEBCHAT
from openline.kit.clock import Clock
from tests.features.platforms.inbound.parrot import Aviary, Parrot
from tests.support.plain import plain_demo
from tests.support.postgres import Server
from tests.support.product import Product


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def aviary(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Aviary]:
    """An administrator at his desk, and a platform that says what the test wants."""
    environment = {"OPENLINE_DATA": str(tmp_path / "data")}
    server: Server | None = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        environment["OPENLINE_DATABASE_URL"] = server.fresh_database()
    config, clock, parrot = load(environment), Clock(), Parrot()
    await asyncio.to_thread(bootstrap.migrate, config)

    def build() -> bootstrap.Application:
        return bootstrap.build(config, clock, Registry({"webchat": WEBCHAT, "parrot": parrot}))

    application = build()
    await application.start()
    product = Product(application, clock)
    try:
        await plain_demo(application)
        yield await Aviary(product, parrot, await product.login("admin"), build).begin()
    finally:
        for client in product.clients:
            await client.aclose()
        await product.application.stop()
        if server is not None:
            server.drop_database(environment["OPENLINE_DATABASE_URL"])
