"""The only place that builds real objects and joins them. Nothing is built when this package is imported."""

import importlib.util
import pkgutil
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from openline import features
from openline.bootstrap import platforms as platform_parts
from openline.bootstrap.base import Base, make_base
from openline.bootstrap.bots import BotDoor
from openline.bootstrap.canned import GROUND
from openline.bootstrap.demo import own_traffic, seed
from openline.bootstrap.following import follow
from openline.bootstrap.jobs import join_jobs
from openline.bootstrap.people import People, join_people
from openline.bootstrap.platforms import Platforms, join_platforms, watch_hooks, watch_outbox
from openline.bootstrap.streams import Ground, Streams, join_ground, join_streams
from openline.bootstrap.widget import Typing, Widget, join_widget
from openline.config import Config, Role
from openline.connectors import registry
from openline.connectors.http import Patience
from openline.features.ascode import api as ascode
from openline.features.bots import api as bots
from openline.features.canned import api as canned
from openline.features.canned.service import Canned
from openline.features.channels import api as connections
from openline.features.channels.types import abilities_of
from openline.features.company import api as company
from openline.features.files import api as files
from openline.features.notices import api as notices
from openline.features.people import api as people_routes
from openline.features.presence import api as presence
from openline.features.responses import api as responses
from openline.features.responses.service import times_of
from openline.features.routing import api as routing
from openline.features.settings import api as settings
from openline.features.webchat import api as webchat
from openline.jobs.runner import Jobs
from openline.kit.clock import Clock
from openline.realtime import poll, published, snapshot
from openline.server import widget_pages
from openline.server.app import Parts, create
from openline.server.callers import Callers
from openline.server.edge import App
from openline.server.errors import Problems
from openline.server.idempotency import Idempotency
from openline.server.inject import Dependencies
from openline.server.metrics import Metrics
from openline.server.probe import Probes
from openline.server.proxies import Proxies
from openline.server.widget_pages import WidgetPages
from openline.simulate import api as demo
from openline.simulate.traffic import Traffic
from openline.store import metadata
from openline.store.migrations import run as migrations

HANDLERS = [
    *people_routes.HANDLERS, *bots.HANDLERS, *company.HANDLERS, *presence.HANDLERS, *notices.HANDLERS,
    *connections.HANDLERS, *routing.HANDLERS, *responses.HANDLERS, *settings.HANDLERS, *files.HANDLERS,
    *ascode.HANDLERS,
    *canned.HANDLERS,
    *platform_parts.HANDLERS, *webchat.HANDLERS, *poll.HANDLERS, *snapshot.HANDLERS, *published.HANDLERS,
    *demo.HANDLERS, *widget_pages.HANDLERS,
]  # fmt: skip
STATIC = Path(__file__).parent.parent / "static"


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


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """One process's objects, joined; `asgi` answers requests between start and stop."""

    base: Base
    people: People
    widget: Widget
    platforms: Platforms
    streams: Streams
    probes: Probes
    jobs: Jobs
    traffic: Traffic
    asgi: App

    async def seed_demo(self) -> str:
        """Make the example account; returns what to tell a newcomer."""
        return await seed(self.base, self.people, self.widget)

    async def start(self, role: Role = Role.ALL) -> None:
        """Own the store, then everything that runs beside requests.

        Raises what the store raises when it cannot be owned or reached.
        """
        await self.base.store.start()
        await self.base.lease.start()
        await self.streams.start()
        if role is not Role.WEB:
            await self.jobs.start()

    async def stop(self) -> None:
        """The other way round; the store last, after it has committed what waits."""
        await self.traffic.stop()
        await self.jobs.stop()
        await self.platforms.stop()
        await self.streams.stop()
        await self.people.front_door.stop()
        await self.base.lease.stop()
        await self.base.store.stop()


def build(
    config: Config,
    clock: Clock | None = None,
    connectors: registry.Registry | None = None,
    *,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Application:
    """Everything of one process, not started; `connectors` are those that are installed, unless given."""
    gather_tables()
    base = make_base(config, clock or Clock(), connectors or registry.load(), patience)
    follow(base.runner)
    people = join_people(base)
    ground = join_ground(base)
    typing = Typing(base, ground.typers)
    widget = join_widget(base, typing)
    platforms = join_platforms(base, widget, typing)
    streams = join_streams(base, ground, people, widget, typing)
    probes = Probes()
    traffic = own_traffic(base)
    pages = WidgetPages(STATIC / "widget", base.public_url)
    jobs, metrics = join_jobs(base, widget, platforms, streams), Metrics()
    _watch(metrics, ground, jobs)
    watch_outbox(metrics, platforms.outbox)
    watch_hooks(metrics, platforms.hooks)
    parts = Parts(
        handlers=HANDLERS,
        dependencies=Dependencies(
            constant=_constants(base, people, widget, streams)
            | {"typing": typing.agent, "traffic": traffic, "pages": pages}
            | platforms.dependencies,
            per_request=_per_request(base, people, widget, streams),
        ),
        problems=Problems(base.texts),
        metrics=metrics,
        proxies=Proxies(config.trusted_proxies),
        static=STATIC,
        https=base.https,
        sockets=streams.sockets,
        probes=probes,
    )
    return Application(
        base=base, people=people, widget=widget, platforms=platforms, streams=streams, probes=probes,
        traffic=traffic, jobs=jobs, asgi=create(parts),
    )  # fmt: skip


def _watch(metrics: Metrics, ground: Ground, jobs: Jobs) -> None:
    says = "Open sockets of this process."
    metrics.watch("openline_sockets", says, lambda: len(ground.hub.agents()), side="agents")
    metrics.watch("openline_sockets", says, lambda: len(ground.hub.customers()), side="customers")
    for loop in jobs.loops:
        says = "Turns of a loop that failed."
        metrics.watch("openline_job_failures", says, partial(getattr, loop, "failures"), job=loop.name)


def _constants(base: Base, people: People, widget: Widget, streams: Streams) -> dict[str, Any]:
    own = {"store": base.store, "clock": base.clock, "keyring": base.keyring, "texts": base.texts, "gate": people.gate}
    own |= {"abilities": abilities_of(base.connectors), "times_of": times_of}
    own |= {"canned": Canned(base.store, widget.files, GROUND)}
    return own | people.dependencies | widget.dependencies | streams.dependencies


def _per_request(base: Base, people: People, widget: Widget, streams: Streams) -> dict[str, Any]:
    providers = dict(Callers(people.hosts, people.gate, streams.desks.active).providers())
    door = BotDoor(base, people.hosts)
    commit = Idempotency(base.store, base.keyring).provide
    return providers | {"bot": door.bot, "commit": commit, "visitor": widget.visitor, "uploader": widget.uploader}
