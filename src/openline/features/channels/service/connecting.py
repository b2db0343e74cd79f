"""Connections as administrators see them: settings checked by the connector, secrets sealed, snippet ready to paste."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import msgspec

from openline.connectors.base import Connector, Delivery, FieldType, Invalid, Schema, Settings
from openline.features.channels import schemas
from openline.features.channels.repository import CONNECTIONS, Connection, connections_of
from openline.features.channels.service.catalogue import reached_by
from openline.features.channels.service.connection_rows import ConnectionChange, add_connection, change_connection
from openline.features.channels.service.doors import access_channel, access_connection
from openline.features.channels.service.report import Setup, account_view, installed_view, setup_of
from openline.features.channels.types import Connectors
from openline.features.people.types import Actor, Need
from openline.kit.errors import InvalidField, NotAllowed, about
from openline.kit.secrets import Keyring, random_token
from openline.kit.wire import Secret, instant, instant_or_none
from openline.store import UnitOfWork, View

_PURPOSE = "connection"
_KEY_CHARS = 22
_SECRETS = (FieldType.SECRET, FieldType.SECRETS)
# The address of this server is not the one that the platform was told.
MOVED = "moved"


class ConnectionDesk:
    """Joins rows with their connectors. Secrets are in the clear only between here and a connector."""

    def __init__(self, connectors: Connectors, keyring: Keyring, public_url: str) -> None:
        self._connectors = connectors
        self._keyring = keyring
        self.public_url = public_url

    def connector_of(self, row: Connection) -> Connector:
        """Who speaks for it."""
        return self._connectors.get(row.connector)

    def settings_of(self, row: Connection) -> Settings:
        """The checked settings of a connection, secrets in the clear."""
        schema = self.connector_of(row).schema
        kept = msgspec.json.decode(row.config, type=dict[str, Any])
        return _lenient(schema, schema.from_store(kept, lambda box: self._keyring.open(_PURPOSE, box)))

    def _checked(self, connector: Connector, raw: Mapping[str, Any]) -> str:
        read = connector.schema.read(raw)
        if isinstance(read, Invalid):
            problem = read.problems[0]
            raise InvalidField(field=f"config.{problem.field}", reason=problem.reason)
        kept = connector.schema.to_store(read, lambda clear: self._keyring.seal(_PURPOSE, clear))
        return msgspec.json.encode(kept).decode()

    async def draft(self, view: View, actor: Actor, new: schemas.NewConnection, channel_id: int) -> Connection:
        """The connection as it would be, not stored yet: to be tried with its platform.

        Raises InvalidField naming the setting, ChannelNotFound.
        """
        if new.connector not in self._connectors:
            raise InvalidField(field="connector", reason="no such connector")
        with about("channel_id"):
            channel = await access_channel(view, actor, channel_id, need=Need.CHANNELS_WRITE)
        connector = self._connectors.get(new.connector)
        config = self._checked(connector, {**_made_here(connector.schema), **new.config})
        return Connection(
            id=0, account_id=actor.account_id, channel_id=channel_id, connector=new.connector,
            name=new.name or channel.name, key=random_token()[:_KEY_CHARS], active=1, config=config, secrets="{}",
            created_at=view.now, deleted_at=None, version=1, quiet=int(not connector.capabilities.system_messages),
            window_s=_window_s(connector),
            setup=None if _is_called(connector) else Setup().told(self.public_url, view.now).text(),
        )  # fmt: skip

    async def connect(
        self, uow: UnitOfWork, actor: Actor, new: schemas.NewConnection, channel_id: int
    ) -> schemas.Connection:
        """Connect a channel, without asking the platform.

        Raises what `draft` and `add_connection` raise.
        """
        draft = await self.draft(uow, actor, new, channel_id)
        return self.view(await add_connection(uow, actor, draft))

    async def changed(
        self, view: View, actor: Actor, connection_id: int, changes: schemas.EditConnection
    ) -> tuple[Connection, Connection]:
        """The connection as it is, and as it would be: to be tried with its platform.

        Raises InvalidField naming the setting, ConnectionNotFound.
        """
        row = await access_connection(view, actor, connection_id, need=Need.CHANNELS_WRITE)
        config = row.config
        if changes.config is not None:
            connector, kept = self.connector_of(row), self.settings_of(row)
            _guard_secrets(connector.schema, kept, changes.config)
            config = self._checked(connector, connector.schema.merge(kept, changes.config))
        active = row.active if changes.active is None else int(changes.active)
        return row, msgspec.structs.replace(row, config=config, active=active)

    async def edit(
        self, uow: UnitOfWork, actor: Actor, connection_id: int, changes: schemas.EditConnection
    ) -> schemas.Connection:
        """Change what is named, without asking the platform.

        Raises InvalidField naming the setting, VersionConflict, ConnectionNotFound.
        """
        _, wanted = await self.changed(uow, actor, connection_id, changes)
        config = None if changes.config is None else wanted.config
        change = ConnectionChange(version=changes.version, name=changes.name, active=changes.active, config=config)
        return self.view(await change_connection(uow, actor, connection_id, change))

    async def keep(self, uow: UnitOfWork, connection_id: int, changes: Mapping[str, object]) -> None:
        """Store settings that the platform gave us, such as a fresh token. Nobody's form is out of date for it."""
        row = await CONNECTIONS.hold(uow, connection_id)
        if row is None or row.deleted_at:
            return
        connector = self.connector_of(row)
        merged = connector.schema.merge(self.settings_of(row), changes)
        CONNECTIONS.change(uow, row, config=self._checked(connector, merged))

    async def list(self, view: View, actor: Actor, channel_id: int | None) -> schemas.Connections:
        """The connections of the account, or of one channel."""
        if not actor.may(Need.CHANNELS_READ):
            raise NotAllowed(need=Need.CHANNELS_READ)
        rows = await connections_of(view, actor.account_id, channel_id)
        return schemas.Connections(items=[self.view(row) for row in rows])

    async def show(self, view: View, actor: Actor, connection_id: int) -> schemas.Connection:
        """One connection."""
        return self.view(await access_connection(view, actor, connection_id))

    def view(self, row: Connection) -> schemas.Connection:
        """A connection on the wire."""
        connector, setup = self.connector_of(row), setup_of(row)
        settings = self.settings_of(row)
        calls = _is_called(connector)
        state, detail = self._state(row, connector, settings)
        return schemas.Connection(
            id=str(row.id), channel_id=str(row.channel_id), connector=row.connector, name=row.name, key=row.key,
            active=bool(row.active), state=state, state_detail=detail,  # type: ignore[arg-type]
            state_field=_to_mend(connector.schema, setup.field) if state == "reauth" else setup.field,
            state_at=instant_or_none(row.state_at), first_event_at=instant_or_none(row.first_event_at),
            account=account_view(row, setup), installed=installed_view(setup), left=list(setup.left),
            config=connector.schema.public(settings), snippet=connector.snippet(self.public_url, row.key),
            hook_url=f"{self.public_url}/hooks/{row.connector}/{row.id}" if calls else None,
            expires_at=instant_or_none(setup.expires_at), created_at=instant(row.created_at), version=row.version,
        )  # fmt: skip

    def _state(self, row: Connection, connector: Connector, settings: Settings) -> tuple[str, str | None]:
        """How it fares: what was noted, and what is seen without asking."""
        if row.state not in {"ok", "new"}:
            return row.state, row.state_detail
        known = setup_of(row).installed
        if known is not None and known.url != self.public_url and _holds_address(connector, settings, known.url):
            return "degraded", MOVED
        waits = row.first_event_at is None and _is_called(connector)
        return ("new" if waits else "ok"), row.state_detail


def _made_here(schema: Schema) -> dict[str, Any]:
    """Secrets that nobody has to think of. Lists of them begin empty: their owner asks for the first."""
    return {
        field.key: Secret(random_token())
        for field in schema.made_here()
        if field.type is FieldType.SECRET
    }  # fmt: skip


def _guard_secrets(schema: Schema, kept: Settings, changes: Mapping[str, Any]) -> None:
    """Secrets are not carried to another address by who has not entered them: he could choose one of his own.

    Raises InvalidField.
    """
    addresses = [field.key for field in schema.fields if field.type is FieldType.URL and field.key in changes]
    if all(str(changes[key] or "").rstrip("/") == kept.text(key) for key in addresses):
        return
    for field in schema.fields:
        if field.type in _SECRETS and not field.made_here and kept.secrets(field.key) and not changes.get(field.key):
            raise InvalidField(field=f"config.{field.key}", reason="enter_again")


def _to_mend(schema: Schema, named: str | None) -> str | None:
    """The setting that credentials stand in, where nobody has said which."""
    hidden = (field.key for field in schema.fields if field.type is FieldType.SECRET and not field.made_here)
    return named or next(hidden, None)


def _lenient(schema: Schema, raw: Mapping[str, Any]) -> Settings:
    """What an older version has stored and this one refuses falls back to the default; the rest stays."""
    read = schema.read(raw)
    if isinstance(read, Settings):
        return read
    refused = {problem.field for problem in read.problems}
    fields = tuple(field for field in schema.fields if field.key not in refused)
    rest = Schema(fields).read({key: value for key, value in raw.items() if key not in refused})
    assert isinstance(rest, Settings), "what is good stays good without the rest"
    return Settings({field.key: field.default for field in schema.fields} | dict(rest.values))


def _is_called(connector: Connector) -> bool:
    return connector.capabilities.delivery is Delivery.SEND


def _holds_address(connector: Connector, settings: Settings, url: str) -> bool:
    """Whether something outside was told our address: a platform that calls us, or a site that loads our widget."""
    if _is_called(connector):
        return "webhook" in reached_by(connector, settings)
    return not _is_loopback(url)  # tried on this machine: no site can have it


def _is_loopback(url: str) -> bool:
    name = urlsplit(url).hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _window_s(connector: Connector) -> int:
    window = connector.capabilities.window
    return window.hours * 3_600 if window else 0
