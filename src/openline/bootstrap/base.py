"""What every other part stands on: the clock, ids, the store, keys, texts."""

from collections.abc import Callable

import msgspec

from openline.config import Config
from openline.connectors.http import Patience
from openline.connectors.registry import Registry
from openline.kit.clock import Clock
from openline.kit.i18n import Texts, load_texts
from openline.kit.secrets import Keyring
from openline.server.lease import NodeIds, NodeLease
from openline.store import Committed, Store
from openline.store.batch import Runner
from openline.store.postgres import PostgresStore
from openline.store.sqlite import SqliteStore


class Publisher:
    """After each commit: whoever wants to know. Filled while the parts are joined."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Committed], None]] = []

    def __call__(self, committed: Committed) -> None:
        for listener in self.listeners:
            listener(committed)


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """The ground floor of one process."""

    config: Config
    clock: Clock
    ids: NodeIds
    runner: Runner
    commits: Publisher
    store: Store
    keyring: Keyring
    texts: Texts
    lease: NodeLease
    connectors: Registry
    patience: Patience
    public_url: str

    @property
    def https(self) -> bool:
        """Whether people reach us by https."""
        return self.public_url.startswith("https:")


def make_base(config: Config, clock: Clock, connectors: Registry, patience: Patience) -> Base:
    """The ground floor, not started."""
    ids = NodeIds(clock)
    runner = Runner(clock.now, ids.new)
    commits = Publisher()
    store = make_store(config, runner, commits, clock)
    return Base(
        config=config, clock=clock, ids=ids, runner=runner, commits=commits, store=store,
        keyring=Keyring(config.key_bytes()), texts=load_texts(), lease=NodeLease(store, ids),
        connectors=connectors, patience=patience, public_url=config.public_url or config.own_url,
    )  # fmt: skip


def make_store(config: Config, runner: Runner, commits: Publisher, clock: Clock) -> Store:
    """The configured store."""
    if config.database_url:
        return PostgresStore(config.database_url.reveal(), runner, commits, clock.now)
    return SqliteStore(config.sqlite_path, runner, commits, clock.now)
