"""Joins the platforms: the way out, what waits to be sent, pollers, files to fetch."""

import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any

import msgspec

from openline.bootstrap.base import Base
from openline.bootstrap.setup import join_setup
from openline.bootstrap.widget import Typing, Widget
from openline.connectors.base import Connector, FetchRefused, Http, InboundEvent, Settings
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound
from openline.features.channels.events import ConnectionChanged
from openline.features.channels.service import Connection, SetupDesk
from openline.features.files.errors import FileNotFound
from openline.features.files.service import Files, customer_urls
from openline.features.platforms import api
from openline.features.platforms.service import health
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.failed import Replays
from openline.features.platforms.service.fetching import MediaPort, ProfilePort
from openline.features.platforms.service.hooks import Hooks, HookTools
from openline.features.platforms.service.letters import Letter, Url
from openline.features.platforms.service.polling import Pollers, Polling
from openline.features.platforms.service.sending import Sender
from openline.features.platforms.service.signals import TypingOut
from openline.features.platforms.types import CustomerTyping
from openline.features.webchat import types as webchat
from openline.jobs.fetching import FetchLoop
from openline.jobs.loop import Loop
from openline.jobs.outbox import OutboxLoop
from openline.jobs.polling import PollLoop
from openline.kit.errors import Unavailable
from openline.kit.ids import parse_id
from openline.server.metrics import Metrics
from openline.store.outbox import State

HANDLERS = [*api.HANDLERS]
ALONE = "alone"


class Platforms(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between connectors that call out and the product."""

    outbound: Outbound
    contexts: Contexts
    setup: SetupDesk
    outbox: OutboxLoop[Letter]
    typing: TypingOut
    hooks: Hooks
    replays: Replays
    loops: tuple[Loop, ...]

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"contexts": self.contexts, "setup": self.setup, "hooks": self.hooks, "replays": self.replays}

    async def stop(self) -> None:
        """End what is idle on the way out; called after the loops have stopped."""
        await self.typing.stop()
        await self.outbound.close()


class Inlet:
    """What connectors hand in. The way in is joined after the contexts, which it needs."""

    def __init__(self, base: Base, widget: Widget) -> None:
        self._base = base
        self._widget = widget
        self.polling: Polling | None = None

    async def cursor(self, connection: Connection) -> str | None:
        """Where its poller stood."""
        return await self.polling.cursor(connection) if self.polling else None

    async def deliver(self, connection: Connection, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Take events and the new cursor, in one transaction."""
        assert self.polling is not None
        await self.polling.deliver(connection, events, cursor)

    async def keep(self, connection: Connection, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us."""
        await self._base.store.commit(self._widget.connections.keep, connection.id, changes)


class AccountFiles:
    """The files that calls of one account may carry."""

    def __init__(self, files: Files, account_id: int) -> None:
        self._files = files
        self._account_id = account_id

    async def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """The bytes of a file.

        Raises FetchRefused.
        """
        try:
            async with aclosing(self._files.open_bytes(self._account_id, parse_id(file_id))) as chunks:
                async for chunk in chunks:
                    yield chunk
        except FileNotFound as error:
            raise FetchRefused("gone") from error
        except Unavailable as error:
            raise FetchRefused("unavailable") from error


def join_platforms(base: Base, widget: Widget, typing: Typing) -> Platforms:
    """Build them; calls stay within the platforms' hosts, and out of private networks that nobody has opened."""
    now = base.clock.now
    outbound = Outbound(Guard(base.config.outbound_allow), MemoryBuckets(now), now, patience=base.patience)

    def way_out(connector: Connector, connection: Connection, settings: Settings) -> Http:
        files = AccountFiles(widget.files, connection.account_id)
        return outbound.bound(Binding.of(connector, str(connection.id), settings), files)

    inlet = Inlet(base, widget)
    contexts = Contexts(base.connectors, widget.connections.settings_of, way_out, inlet, base.clock)
    hooks = join_hooks(base, contexts, typing)
    inlet.polling = Polling(base.store, hooks, base.keyring, _poller_token(base))
    base.runner.subscribe(ConnectionChanged, health.changed)
    outbox = join_outbox(base, contexts)
    typing_out = TypingOut(base.store, contexts, base.clock)
    typing.listeners.append(typing_out.tell)
    return Platforms(
        outbound=outbound, contexts=contexts, setup=join_setup(base, widget, contexts, hooks.refusals), outbox=outbox,
        typing=typing_out, hooks=hooks, replays=Replays(base.store, contexts, base.keyring),
        loops=(outbox, join_pollers(base, contexts), *join_fetching(base, widget, contexts)),
    )  # fmt: skip


def join_hooks(base: Base, contexts: Contexts, typing: Typing) -> Hooks:
    """The door by which platforms call in."""

    async def tell(told: CustomerTyping) -> None:
        await typing.customer(webchat.CustomerTyping(told.account_id, told.conversation_id, told.audience, told.on))

    return Hooks(base.store, HookTools(contexts=contexts, keyring=base.keyring, typing=tell))


def join_pollers(base: Base, contexts: Contexts) -> PollLoop:
    """What asks platforms that do not call us."""
    polled = [connector.manifest.id for connector in base.connectors if connector.capabilities.polls]
    pollers = PollLoop(Pollers(base.store, contexts, _poller_token(base), polled), base.clock)
    base.commits.listeners.append(pollers.committed)
    return pollers


def _poller_token(base: Base) -> str:
    """Who polls. The only process of a store is always the same one, so after a crash it need not wait for itself."""
    return base.lease.token if base.config.database_url else ALONE


def join_fetching(base: Base, widget: Widget, contexts: Contexts) -> tuple[FetchLoop, ...]:
    """What fetches files and profiles that platforms only name."""
    ports = MediaPort(base.store, widget.files, contexts), ProfilePort(base.store, contexts)
    loops = tuple(FetchLoop(port, base.clock) for port in ports)
    for loop in loops:
        base.commits.listeners.append(loop.committed)
    return loops


def watch_hooks(metrics: Metrics, hooks: Hooks) -> None:
    """What platforms sent and we did not take."""
    metrics.watch("openline_hooks_refused", "Requests that no platform had made.", partial(getattr, hooks, "refused"))
    metrics.watch("openline_events_failed", "Events kept as failed.", partial(getattr, hooks, "failures"))


def join_outbox(base: Base, contexts: Contexts) -> OutboxLoop[Letter]:
    """What sends; woken by every commit that puts something out."""
    sender = Sender(base.store, contexts, partial(_urls, base))
    dice = random.Random()  # noqa: S311 - spreads retries
    outbox = OutboxLoop(base.store, base.clock, sender, worker=base.lease.token, dice=dice)
    base.commits.listeners.append(outbox.committed)
    return outbox


def _urls(base: Base) -> Url:
    """Addresses for platforms that fetch files themselves: signed, good for a short time."""
    path_of = customer_urls(base.keyring, base.clock.now())
    return lambda file_id: base.public_url + path_of(file_id)


def watch_outbox(metrics: Metrics, outbox: OutboxLoop[Letter]) -> None:
    """How much waits, and how much needs somebody's decision."""
    says = "Messages to platforms, by where they are; failed and unknown ones wait for a person."
    for state in State:
        metrics.watch("openline_outbox_messages", says, partial(outbox.count, state.value), state=state.value)
