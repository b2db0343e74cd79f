"""Connections as administrators see them: settings checked by the connector, secrets sealed, snippet ready to paste."""

from collections.abc import Mapping
from typing import Any

import msgspec

from openline.connectors.base import Connector, Invalid, Settings
from openline.features.channels import schemas
from openline.features.channels.repository import CONNECTIONS, Connection, connections_of
from openline.features.channels.service.rows import (
    ConnectionChange,
    NewConnection,
    access_channel,
    access_connection,
    add_connection,
    change_connection,
)
from openline.features.channels.types import Connectors
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, NotAllowed
from openline.kit.secrets import Keyring, random_token
from openline.kit.wire import instant
from openline.store import UnitOfWork, View

_PURPOSE = "connection"
_KEY_CHARS = 22


class ConnectionDesk:
    """Joins rows with their connectors. Secrets are in the clear only between here and a connector."""

    def __init__(self, connectors: Connectors, keyring: Keyring, public_url: str) -> None:
        self._connectors = connectors
        self._keyring = keyring
        self._public_url = public_url

    def settings_of(self, row: Connection) -> Settings:
        """The checked settings of a connection, secrets in the clear."""
        return self._settings(self._connectors.get(row.connector), row)

    def _settings(self, connector: Connector, row: Connection) -> Settings:
        kept = msgspec.json.decode(row.config, type=dict[str, Any])
        read = connector.schema.read(connector.schema.from_store(kept, lambda box: self._keyring.open(_PURPOSE, box)))
        # What an older version has stored and this one refuses falls back to the defaults.
        return read if isinstance(read, Settings) else _defaults(connector)

    def _checked(self, connector: Connector, raw: dict[str, Any]) -> str:
        read = connector.schema.read(raw)
        if isinstance(read, Invalid):
            problem = read.problems[0]
            raise InvalidField(field=f"config.{problem.field}", reason=problem.reason)
        kept = connector.schema.to_store(read, lambda clear: self._keyring.seal(_PURPOSE, clear))
        return msgspec.json.encode(kept).decode()

    async def connect(
        self, uow: UnitOfWork, actor: Actor, new: schemas.NewConnection, channel_id: int
    ) -> schemas.Connection:
        """Connect a channel.

        Raises InvalidField naming the setting, ConnectionExists, ChannelNotFound.
        """
        if new.connector not in self._connectors:
            raise InvalidField(field="connector", reason="no such connector")
        channel = await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
        config = self._checked(self._connectors.get(new.connector), new.config)
        row = await add_connection(
            uow, actor,
            NewConnection(
                channel_id=channel_id, connector=new.connector, name=new.name or channel.name, config=config,
                key=random_token()[:_KEY_CHARS], secrets="{}",
            ),
        )  # fmt: skip
        return self.view(row)

    async def edit(
        self, uow: UnitOfWork, actor: Actor, connection_id: int, changes: schemas.EditConnection
    ) -> schemas.Connection:
        """Change what is named.

        Raises InvalidField naming the setting, VersionConflict, ConnectionNotFound.
        """
        row = await access_connection(uow, actor, connection_id, need=Need.CHANNELS_WRITE)
        config = None
        if changes.config is not None:
            connector = self._connectors.get(row.connector)
            config = self._checked(connector, connector.schema.merge(self._settings(connector, row), changes.config))
        change = ConnectionChange(version=changes.version, name=changes.name, active=changes.active, config=config)
        changed = await change_connection(uow, actor, connection_id, change)
        return self.view(changed)

    async def keep(self, uow: UnitOfWork, connection_id: int, changes: Mapping[str, Any]) -> None:
        """Store settings that the platform itself gave us; what is not named stays."""
        row = await CONNECTIONS.hold(uow, connection_id)
        if row is None or row.deleted_at:
            return
        connector = self._connectors.get(row.connector)
        config = self._checked(connector, connector.schema.merge(self._settings(connector, row), changes))
        CONNECTIONS.change(uow, row, config=config, version=row.version + 1)

    async def list(self, view: View, actor: Actor, channel_id: int | None) -> schemas.Connections:
        """The connections of the account, or of one channel."""
        if not actor.may(Need.CHANNELS_READ):
            raise NotAllowed(need=Need.CHANNELS_READ)
        rows = await connections_of(view, actor.account_id, channel_id)
        return schemas.Connections(items=[self.view(row) for row in rows])

    async def show(self, view: View, actor: Actor, connection_id: int) -> schemas.Connection:
        """One connection."""
        return self.view(await access_connection(view, actor, connection_id))

    async def check(self, view: View, actor: Actor, connection_id: int) -> schemas.Check:
        """How a connection fares. The widget's needs no call: it works as soon as it is active."""
        row = await access_connection(view, actor, connection_id)
        if not row.active:
            return schemas.Check(state="down", detail="inactive")
        settings = self.settings_of(row)
        return schemas.Check(state="ok", detail="" if settings.texts("allowed_origins") else "any_origin")

    def view(self, row: Connection) -> schemas.Connection:
        """A connection on the wire."""
        connector = self._connectors.get(row.connector)
        settings = self._settings(connector, row)
        return schemas.Connection(
            id=str(row.id), channel_id=str(row.channel_id), connector=row.connector, name=row.name, key=row.key,
            active=bool(row.active), state="ok", config=connector.schema.public(settings),
            snippet=connector.snippet(self._public_url, row.key), created_at=instant(row.created_at),
            version=row.version,
        )  # fmt: skip


def _defaults(connector: Connector) -> Settings:
    read = connector.schema.read({})
    assert isinstance(read, Settings), f"the defaults of {connector.manifest.id} are not valid"
    return read
