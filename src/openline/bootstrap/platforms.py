"""Joins the platforms: the way out, what waits to be sent, pollers, files to fetch."""

import random
from collections.abc import AsyncGenerator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from openline.bootstrap.base import Base
from openline.bootstrap.setup import join_setup
from openline.bootstrap.widget import Typing, Widget
from openline.connectors.base import Connector, Http, InboundEvent, Settings
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound
from openline.features.channels.service import Connection, SetupDesk
from openline.features.files.service import Files, customer_urls
from openline.features.platforms import api
from openline.features.platforms.service.context import Contexts
from openline.features.platforms.service.letters import Letter, Url
from openline.features.platforms.service.sending import Sender
from openline.features.platforms.service.signals import TypingOut
from openline.jobs.loop import Loop
from openline.jobs.outbox import OutboxLoop
from openline.kit.ids import parse_id
from openline.server.metrics import Metrics
from openline.store.outbox import State

HANDLERS = [*api.HANDLERS]


class Platforms(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between connectors that call out and the product."""

    outbound: Outbound
    contexts: Contexts
    setup: SetupDesk
    outbox: OutboxLoop[Letter]
    typing: TypingOut
    loops: tuple[Loop, ...]

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"contexts": self.contexts, "setup": self.setup}

    async def stop(self) -> None:
        """End what is idle on the way out; called after the loops have stopped."""
        await self.typing.stop()
        await self.outbound.close()


class Inlet:
    """What connectors hand in."""

    def __init__(self, base: Base, widget: Widget) -> None:
        self._base = base
        self._widget = widget

    async def cursor(self, connection: Connection) -> str | None:
        """Where its poller stood."""
        raise NotImplementedError

    async def deliver(self, connection: Connection, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Take events and the new cursor, in one transaction."""
        raise NotImplementedError

    async def keep(self, connection: Connection, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us."""
        await self._base.store.commit(self._widget.connections.keep, connection.id, changes)


class AccountFiles:
    """The files that calls of one account may carry."""

    def __init__(self, files: Files, account_id: int) -> None:
        self._files = files
        self._account_id = account_id

    def open(self, file_id: str) -> AsyncGenerator[bytes, None]:
        """The bytes of a file."""
        return self._files.open_bytes(self._account_id, parse_id(file_id))


def join_platforms(base: Base, widget: Widget, typing: Typing) -> Platforms:
    """Build them; calls stay within the platforms' hosts, and out of private networks that nobody has opened."""
    now = base.clock.now
    outbound = Outbound(Guard(base.config.outbound_allow), MemoryBuckets(now), now, patience=base.patience)

    def way_out(connector: Connector, connection: Connection, settings: Settings) -> Http:
        files = AccountFiles(widget.files, connection.account_id)
        return outbound.bound(Binding.of(connector, str(connection.id), settings), files)

    contexts = Contexts(base.connectors, widget.connections.settings_of, way_out, Inlet(base, widget), base.clock)
    outbox = join_outbox(base, contexts)
    typing_out = TypingOut(base.store, contexts, base.clock)
    typing.listeners.append(typing_out.tell)
    return Platforms(
        outbound=outbound, contexts=contexts, setup=join_setup(base, widget, contexts), outbox=outbox,
        typing=typing_out, loops=(outbox,),
    )  # fmt: skip


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
