"""Every connector in the whole product, on each store: nothing is lost, nothing doubled, nothing believed unproved."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openline import bootstrap
from openline.config import load
from openline.connectors import registry
from openline.connectors.base import InboundEvent, Message, RawRequest, Rejected, Settings, Unsupported, Verified
from openline.connectors.registry import Registry
from openline.kit.clock import Clock
from tests.connectors.kit.product import (
    CHECKS,
    Check,
    arrived,
    disorder_loses_and_doubles_nothing,
    forged_requests_leave_nothing,
    storm_of_repeats_is_one_message,
    unknown_kinds_do_no_harm,
)
from tests.connectors.specimen import Specimen, specimen_of
from tests.support import fake_connector
from tests.support.fake_connector import Pigeon
from tests.support.ground import SECRET_KEY
from tests.support.product import Product

INSTALLED = {connector.manifest.id: connector for connector in registry.load()}
PIGEON = fake_connector.specimen()
SPECIMENS = [*map(specimen_of, INSTALLED), PIGEON]


@asynccontextmanager
async def product_with(pigeon: Specimen, environment: Mapping[str, str]) -> AsyncIterator[Product]:
    """The product with every connector there is and an imaginary one; platforms stand on the loopback."""
    config, clock = load({"OPENLINE_OUTBOUND_ALLOW": "127.0.0.0/8", **environment}), Clock()
    application = bootstrap.build(config, clock, Registry({**INSTALLED, pigeon.id: pigeon.connector}))
    await application.start()
    try:
        product = Product(application, clock)
        yield product
        for client in product.clients:
            await client.aclose()
    finally:
        await application.stop()


@pytest.fixture
async def everywhere(demo_ground: dict[str, str]) -> AsyncIterator[Product]:
    """The product on each store."""
    async with product_with(PIGEON, demo_ground) as product:
        yield product


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


class TakesAnySignature(Pigeon):
    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        return Verified()


class NamesByArrival(Pigeon):
    """Nothing in an event stays when it is repeated."""

    arrived = 0

    def event(self, body: Any, request: RawRequest) -> InboundEvent:
        found = super().event(body, request)
        NamesByArrival.arrived += 1
        name = f"{NamesByArrival.arrived}"
        return replace(found, event_key=name, external_id=name) if isinstance(found, Message) else found


class NamesForgetfully(Pigeon):
    """What it does not know breaks the whole request."""

    def unsupported(self, body: Any, request: RawRequest) -> Unsupported:
        raise KeyError(body["kind"])


@pytest.mark.parametrize(
    ("faulty", "check"),
    [
        (TakesAnySignature, forged_requests_leave_nothing),
        (NamesByArrival, storm_of_repeats_is_one_message),
        (NamesByArrival, disorder_loses_and_doubles_nothing),
        (NamesForgetfully, unknown_kinds_do_no_harm),
    ],
    ids=lambda value: value.__name__,
)
async def test_a_planted_fault_is_found(demo_folder: Path, tmp_path: Path, faulty: type[Pigeon], check: Check) -> None:
    pigeon = fake_connector.specimen(faulty())
    shutil.copytree(demo_folder, tmp_path / "data")
    environment = {"OPENLINE_DATA": str(tmp_path / "data"), "OPENLINE_SECRET_KEY": SECRET_KEY}
    async with product_with(pigeon, environment) as product:
        with pytest.raises(AssertionError):
            await _tried(product, pigeon, check)
