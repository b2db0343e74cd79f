"""Joins the platforms: the way out, what waits to be sent, pollers, files to fetch."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from openline.bootstrap.base import Base
from openline.bootstrap.setup import join_setup
from openline.bootstrap.widget import Widget
from openline.connectors.base import Connector, Http, InboundEvent, Settings
from openline.connectors.http import Binding, Guard, MemoryBuckets, Outbound
from openline.features.channels.service import Connection, SetupDesk
from openline.features.platforms.service.context import Contexts
from openline.jobs.loop import Loop


class Platforms(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between connectors that call out and the product."""

    outbound: Outbound
    contexts: Contexts
    setup: SetupDesk
    loops: tuple[Loop, ...] = ()

    @property
    def dependencies(self) -> dict[str, Any]:
        """What handlers may ask for."""
        return {"contexts": self.contexts, "setup": self.setup}

    async def stop(self) -> None:
        """End what is idle on the way out; called after the loops have stopped."""
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


def join_platforms(base: Base, widget: Widget) -> Platforms:
    """Build them; calls stay within the platforms' hosts, and out of private networks that nobody has opened."""
    outbound = Outbound(Guard(base.config.outbound_allow), MemoryBuckets(base.clock.now), base.clock.now)

    def way_out(connector: Connector, connection: Connection, settings: Settings) -> Http:
        return outbound.bound(Binding.of(connector, str(connection.id), settings))

    contexts = Contexts(base.connectors, widget.connections.settings_of, way_out, Inlet(base, widget), base.clock)
    return Platforms(outbound=outbound, contexts=contexts, setup=join_setup(base, widget, contexts))
