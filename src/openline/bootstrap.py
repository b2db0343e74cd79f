"""The only place that builds real objects and joins them. Nothing is built when this module is imported."""

import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

import openline
from openline import features
from openline.config import Config
from openline.features.accounts.service import Hosts
from openline.features.people import api as people_api
from openline.features.people import service as people
from openline.features.people.schemas import MyPresence
from openline.features.people.types import Actor
from openline.features.presence import api as presence_api
from openline.features.presence import service as presence
from openline.features.presence.schemas import answer_of
from openline.kit.clock import Clock
from openline.kit.i18n import Texts, load_texts
from openline.kit.mail import SmtpMailer, SmtpServer
from openline.kit.secrets import Keyring
from openline.server.app import Parts, create
from openline.server.callers import Callers
from openline.server.edge import App
from openline.server.errors import Problems
from openline.server.idempotency import Idempotency
from openline.server.inject import Dependencies
from openline.server.lease import NodeIds, NodeLease
from openline.server.metrics import Metrics
from openline.server.proxies import Proxies
from openline.store import Committed, Store, View, metadata
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


class Presences:
    """What the people slice wants to know of presence."""

    async def states(self, view: View, account_id: int) -> dict[int, str]:
        """`online` or `away` by person id; who is not in it is offline."""
        known = await presence.presence_of(view, account_id)
        return {person_id: found.state.value for person_id, found in known.items()}

    async def mine(self, view: View, actor: Actor) -> MyPresence:
        """The presence of who asks."""
        found = await presence.presence_of_person(view, actor.account_id, actor.person_id)
        return MyPresence(**msgspec.structs.asdict(answer_of(found)))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What everything else stands on."""

    config: Config
    clock: Clock
    ids: NodeIds
    runner: Runner
    publisher: Publisher
    store: Store
    keyring: Keyring
    texts: Texts


def _core(config: Config, clock: Clock) -> Core:
    ids = NodeIds(clock)
    runner = Runner(clock.now, ids.new)
    publisher = Publisher()
    return Core(
        config=config,
        clock=clock,
        ids=ids,
        runner=runner,
        publisher=publisher,
        store=_store(config, runner, publisher, clock),
        keyring=Keyring(config.key_bytes()),
        texts=load_texts(),
    )


def build(config: Config, clock: Clock | None = None) -> Application:
    """Everything of one process, not started."""
    core = _core(config, clock or Clock())
    hosts = Hosts(core.store, core.clock)
    gate = people.Gate(core.store, hosts, core.keyring, core.clock, config.public_url)
    core.publisher.listeners += [hosts.forget, gate.forget]
    metrics = Metrics()
    dependencies = Dependencies(
        constant={
            "store": core.store,
            "clock": core.clock,
            "keyring": core.keyring,
            "texts": core.texts,
            "presences": Presences(),
            "front_door": _front_door(core, hosts, gate),
        },
        per_request={
            **Callers(hosts, gate).providers(),
            "commit": Idempotency(core.store, core.keyring).provide,
        },
    )
    parts = Parts(
        handlers=[*people_api.HANDLERS, *presence_api.HANDLERS],
        dependencies=dependencies,
        problems=Problems(core.texts),
        metrics=metrics,
        proxies=Proxies(config.trusted_proxies),
        static=Path(openline.__file__).parent / "static",
        https=(config.public_url or "").startswith("https:"),
    )
    return Application(
        config=config,
        clock=core.clock,
        ids=core.ids,
        store=core.store,
        keyring=core.keyring,
        lease=NodeLease(core.store, core.ids),
        asgi=create(parts),
    )


def _front_door(core: Core, hosts: Hosts, gate: people.Gate) -> people.FrontDoor:
    smtp = core.config.smtp_url
    mailer = SmtpMailer(SmtpServer.parse(smtp.reveal())) if smtp else None
    mailroom = people.Mailroom(mailer, core.texts, core.clock, core.config.public_url)
    attempts = people.Attempts(core.clock)
    return people.FrontDoor(core.store, hosts, gate, people.Passwords(), attempts, mailroom, Presences())
