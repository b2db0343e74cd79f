"""What a connector is handed for one connection while it does I/O: settings in the clear, the way out, its cursor."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from openline.connectors.base import Connector, Context, Http, InboundEvent, Settings
from openline.features.channels.service import Connection
from openline.features.channels.types import Connectors
from openline.kit.clock import Clock

SettingsOf = Callable[[Connection], Settings]
WayOut = Callable[[Connector, Connection, Settings], Http]


class Inlet(Protocol):
    """Where what a connector hands in goes: given by bootstrap."""

    async def cursor(self, connection: Connection) -> str | None:
        """Where its poller stood after the last `deliver`."""
        ...

    async def deliver(self, connection: Connection, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Take events and the new cursor, in one transaction."""
        ...

    async def keep(self, connection: Connection, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us."""
        ...


class Contexts:
    """Makes the context of a connection, also of one that is not stored yet (the wizard's check)."""

    def __init__(
        self, connectors: Connectors, settings_of: SettingsOf, way_out: WayOut, inlet: Inlet, clock: Clock
    ) -> None:
        self._connectors = connectors
        self._settings_of = settings_of
        self._way_out = way_out
        self._inlet = inlet
        self._clock = clock

    def speaks_for(self, connection: Connection) -> bool:
        """Whether its connector is installed here."""
        return connection.connector in self._connectors

    def connector_of(self, connection: Connection) -> Connector:
        """Who speaks for it."""
        return self._connectors.get(connection.connector)

    def of(self, connection: Connection) -> Context:
        """The context, made anew for each piece of work: settings may have changed since the last one."""
        settings = self._settings_of(connection)
        http = self._way_out(self.connector_of(connection), connection, settings)
        return BoundContext(connection, settings, http, self._inlet, self._clock)


class BoundContext:
    """One connection's context; see `connectors.base.Context`."""

    def __init__(self, row: Connection, settings: Settings, http: Http, inlet: Inlet, clock: Clock) -> None:
        self._row = row
        self._settings = settings
        self._http = http
        self._inlet = inlet
        self._clock = clock

    @property
    def connection(self) -> str:
        """The opaque name of the connection, as in addresses."""
        return str(self._row.id)

    @property
    def settings(self) -> Settings:
        """Its checked settings, secrets in the clear."""
        return self._settings

    @property
    def http(self) -> Http:
        """The way out, bound to this connection."""
        return self._http

    def now(self) -> int:
        """The time in ms."""
        return self._clock.now()

    async def cursor(self) -> str | None:
        """Where a poller stood after the last `deliver`."""
        return await self._inlet.cursor(self._row)

    async def deliver(self, events: Sequence[InboundEvent], cursor: str | None) -> None:
        """Hand over events and the new cursor, in one transaction."""
        await self._inlet.deliver(self._row, events, cursor)

    async def keep(self, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us, such as a fresh token."""
        await self._inlet.keep(self._row, changes)
