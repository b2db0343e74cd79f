"""Every connector in the whole product, on each store: nothing is lost, nothing doubled, nothing believed unproved."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors import registry
from openline.connectors.registry import Registry
from openline.kit.clock import Clock
from tests.connectors.kit.product import CHECKS, Check, arrived
from tests.connectors.specimen import Specimen, specimen_of
from tests.support import fake_connector
from tests.support.postgres import Server
from tests.support.product import Product

INSTALLED = {connector.manifest.id: connector for connector in registry.load()}
PIGEON = fake_connector.specimen()
SPECIMENS = [*map(specimen_of, INSTALLED), PIGEON]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def everywhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Product]:
    """The product with every connector there is and the imaginary one; platforms stand on the loopback."""
    environment = {"OPENLINE_DATA": str(tmp_path / "data"), "OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8"}
    server: Server | None = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        environment["OPENLINE_DATABASE_URL"] = server.fresh_database()
    config, clock = load(environment), Clock()
    await asyncio.to_thread(bootstrap.migrate, config)
    application = bootstrap.build(config, clock, Registry({**INSTALLED, PIGEON.id: PIGEON.connector}))
    await application.start()
    try:
        await application.seed_demo()
        product = Product(application, clock)
        yield product
        for client in product.clients:
            await client.aclose()
    finally:
        await application.stop()
        if server is not None:
            server.drop_database(environment["OPENLINE_DATABASE_URL"])


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.id)
async def test_what_arrives(everywhere: Product, specimen: Specimen) -> None:
    """All checks on one product: a channel of its own for each."""
    for check in CHECKS:
        await _tried(everywhere, specimen, check)


async def _tried(product: Product, specimen: Specimen, check: Check) -> None:
    async with arrived(product, specimen) as arrival:
        await check(arrival)
        if arrival.connection:
            await arrival.boss.must("DELETE", f"/connections/{arrival.connection['id']}")
