"""The only place that builds real objects and joins them. Nothing is built when this module is imported."""

import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from openline import features
from openline.config import Config
from openline.kit.clock import Clock
from openline.kit.secrets import Keyring
from openline.server.app import Parts, create
from openline.server.edge import App
from openline.server.errors import Problems
from openline.server.inject import Dependencies
from openline.server.lease import NodeIds, NodeLease
from openline.server.metrics import Metrics
from openline.server.proxies import Proxies
from openline.store import Committed, Store, metadata
from openline.store.batch import Runner
from openline.store.migrations import run as migrations
from openline.store.postgres import PostgresStore
from openline.store.sqlite import SqliteStore


def gather_tables() -> None:
    """Let every slice hang its tables on the store's metadata."""
    for found in pkgutil.iter_modules(features.__path__):
        name = f"{features.__name__}.{found.name}.tables"
        if importlib.util.find_spec(name):
            importlib.import_module(name)


def migration_target(config: Config) -> migrations.Target:
    """The configured store, for migrations."""
    if config.database_url:
        return migrations.PostgresServer(config.database_url.reveal())
    return migrations.SqliteFile(config.sqlite_path)


def migrate(config: Config) -> bool:
    """Bring the configured store to the newest revision; false when it was there already."""
    gather_tables()
    return migrations.upgrade(migration_target(config), metadata)


class Publisher:
    """After each commit: whoever wants to know. Filled while the parts are joined."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Committed], None]] = []

    def __call__(self, committed: Committed) -> None:
        for listener in self.listeners:
            listener(committed)


def _store(config: Config, runner: Runner, publish: Publisher, clock: Clock) -> Store:
    if config.database_url:
        return PostgresStore(config.database_url.reveal(), runner, publish, clock.now)
    return SqliteStore(config.sqlite_path, runner, publish, clock.now)


@dataclass(slots=True, kw_only=True)
class Application:
    """One process's objects, joined; `asgi` answers requests between start and stop."""

    config: Config
    clock: Clock
    ids: NodeIds
    store: Store
    keyring: Keyring
    lease: NodeLease
    asgi: App

    async def start(self) -> None:
        """Own the store, then everything that runs beside requests.

        Raises what the store raises when it cannot be owned or reached.
        """
        await self.store.start()
        await self.lease.start()

    async def stop(self) -> None:
        """The other way round; the store last, after it has committed what waits."""
        await self.lease.stop()
        await self.store.stop()


def build(config: Config, clock: Clock | None = None) -> Application:
    """Everything of one process, not started."""
    clock = clock or Clock()
    ids = NodeIds(clock)
    runner = Runner(clock.now, ids.new)
    publisher = Publisher()
    store = _store(config, runner, publisher, clock)
    keyring = Keyring(config.key_bytes())
    metrics = Metrics()
    constant = {"store": store, "clock": clock, "keyring": keyring, "metrics": metrics}
    parts = Parts(
        handlers=[],
        dependencies=Dependencies(constant=constant),
        problems=Problems(lambda _locale, _key, _values: None),
        store=store,
        metrics=metrics,
        proxies=Proxies(config.trusted_proxies),
        https=(config.public_url or "").startswith("https:"),
    )
    return Application(
        config=config,
        clock=clock,
        ids=ids,
        store=store,
        keyring=keyring,
        lease=NodeLease(store, ids),
        asgi=create(parts),
    )
