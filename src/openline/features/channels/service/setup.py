"""Setting up with the platform: asked before anything is stored, installed after it, taken back at the end.

Every step is a use case of its own, and calls happen between them: nobody waits for a platform within a transaction.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from openline.connectors.base import Connector, Context, Delivery, Health, HealthState
from openline.features.channels import schemas
from openline.features.channels.errors import ConnectionNotFound, OtherAccount, PlatformUnreachable, SettingRefused
from openline.features.channels.repository import CONNECTIONS, Channel, Connection, connections_of
from openline.features.channels.service.catalogue import AllConnectors, connectors_view
from openline.features.channels.service.connecting import ConnectionDesk
from openline.features.channels.service.connection_rows import Noted, add_connection, note_connection, remove_connection
from openline.features.channels.service.doors import access_connection
from openline.features.channels.service.report import Setup, setup_of
from openline.features.people.types import Actor, Need
from openline.kit.i18n import Texts
from openline.kit.ids import id_in, parse_id
from openline.store import Commit, Store, UnitOfWork, View

ContextOf = Callable[[Connection], Context]
RefusedSince = Callable[[int, int], schemas.Refusal | None]
INACTIVE = "inactive"


class OpenChannel(Protocol):
    """Makes a channel with its queue: another slice's work."""

    async def __call__(self, uow: UnitOfWork, actor: Actor, *, name: str | None, default_name: str) -> Channel: ...


class SendTest(Protocol):
    """Sends a text to a conversation of the connection: another slice's work."""

    async def __call__(
        self, uow: UnitOfWork, actor: Actor, connection: Connection, text: str, conversation_id: int
    ) -> schemas.Test: ...


class SetupPorts(msgspec.Struct, frozen=True, kw_only=True):
    """What setting up needs of others; `refused_since` tells of calls that were not the platform's."""

    store: Store
    connectors: AllConnectors
    context_of: ContextOf
    open_channel: OpenChannel
    send_test: SendTest
    refused_since: RefusedSince
    settled: Callable[[UnitOfWork, Connection], Awaitable[None]]


class SetupDesk:
    """Connections together with what their platforms say."""

    def __init__(self, desk: ConnectionDesk, ports: SetupPorts) -> None:
        self._desk = desk
        self._ports = ports
        self._store = ports.store

    def _calls(self, row: Connection) -> bool:
        return self._connector(row).capabilities.delivery is Delivery.SEND

    def _connector(self, row: Connection) -> Connector:
        return self._desk.connector_of(row)

    def catalogue(self, actor: Actor, texts: Texts, locale: str) -> schemas.Connectors:
        """What can be connected, explained in this language.

        Raises NotAllowed.
        """
        return connectors_view(
            actor, self._ports.connectors, texts=texts, locale=locale, public_url=self._desk.public_url
        )

    async def connect(
        self, commit: Commit, actor: Actor, new: schemas.NewConnection, default_name: str
    ) -> schemas.Connection:
        """Connect a channel, once the platform has taken what was entered.

        Raises what `ConnectionDesk.draft` raises, SettingRefused, PlatformUnreachable, AccountConnected.
        """
        channel_id = id_in("channel_id", new.channel_id)
        draft = await self._store.read(self._desk.draft, actor, new, channel_id)
        # Where there is one already, nobody is asked: it is refused, or it is the answer to the same request.
        if not self._calls(draft) or (not new.new_channel and await self._store.read(_taken, draft)):
            return await commit(self._add, actor, draft, new, default_name)
        draft = self._of_account(draft, await self._tried(draft))
        made = await commit(self._add, actor, draft, new, default_name)
        return await self._install(parse_id(made.id))

    async def _add(
        self, uow: UnitOfWork, actor: Actor, draft: Connection, new: schemas.NewConnection, default_name: str
    ) -> schemas.Connection:
        if new.new_channel:
            channel = await self._ports.open_channel(uow, actor, name=None, default_name=default_name)
            draft = msgspec.structs.replace(draft, channel_id=channel.id, name=new.name or channel.name)
        return self._desk.view(await add_connection(uow, actor, draft))

    async def _tried(self, draft: Connection) -> Health:
        """What the platform says to settings that are not stored yet."""
        health = await self._connector(draft).check(self._ports.context_of(draft))
        match health.state:
            case HealthState.REAUTH:
                raise SettingRefused(field=f"config.{health.field or self._first_secret(draft)}", reason=health.detail)
            case HealthState.DOWN:
                raise PlatformUnreachable(reason=health.detail)
            case _:
                return health

    def _first_secret(self, row: Connection) -> str:
        return next((field.key for field in self._connector(row).schema.fields if field.required), "")

    def _of_account(self, row: Connection, health: Health) -> Connection:
        account = health.account
        setup = _of_health(setup_of(row).of(account), health)
        return msgspec.structs.replace(
            row, external_id=account.id if account else row.external_id, setup=setup.text(),
            state=health.state.value, state_detail=health.detail or None,
        )  # fmt: skip

    async def edit(self, actor: Actor, connection_id: int, changes: schemas.EditConnection) -> schemas.Connection:
        """Change what is named, once the platform has taken it; what is switched on is installed, else taken back.

        Raises what `ConnectionDesk.edit` raises, SettingRefused, PlatformUnreachable, OtherAccount.
        """
        row, wanted = await self._store.read(self._desk.changed, actor, connection_id, changes)
        if not self._calls(row) or (changes.config is None and changes.active is None):
            return await self._store.commit(self._desk.edit, actor, connection_id, changes)
        if wanted.active and changes.config is not None:
            health = await self._tried(wanted)
            if health.account and row.external_id and health.account.id != row.external_id:
                raise OtherAccount(name=health.account.name)
        changed = await self._store.commit(self._desk.edit, actor, connection_id, changes)
        if changed.active:
            return await self._install(connection_id)
        return await self._take_back(connection_id) if row.active else changed

    async def remove(self, actor: Actor, connection_id: int) -> schemas.Removal:
        """Disconnect, then tell the platform: the report says what it still holds."""
        row = await self._store.commit(remove_connection, actor, connection_id)
        if not self._calls(row):
            return schemas.Removal(left=[])
        report = await self._connector(row).uninstall(self._ports.context_of(row))
        return schemas.Removal(left=list(report.missing))

    async def installed_in(self, view: View, actor: Actor, channel_id: int) -> list[Connection]:
        """The connections of a channel whose platforms have to be told when it goes."""
        return [row for row in await connections_of(view, actor.account_id, channel_id) if self._calls(row)]

    async def let_go(self, rows: list[Connection]) -> None:
        """Tell their platforms, as well as it goes, that nobody listens here any more."""
        for row in rows:
            await self._connector(row).uninstall(self._ports.context_of(row))

    async def check(self, actor: Actor, connection_id: int) -> schemas.Check:
        """Ask the platform how the connection fares, and keep the answer."""
        row = await self._store.read(_for_change, actor, connection_id)
        if not row.active:
            return schemas.Check(state="down", detail=INACTIVE)
        health = await self._connector(row).check(self._ports.context_of(row))
        account, installed = health.account, setup_of(row).installed
        if self._calls(row):
            await self._store.commit(self._noted, connection_id, health)
        return schemas.Check(
            state=health.state.value, detail=health.detail, field=health.field,
            account=schemas.PlatformAccount(id=account.id, name=account.name, url=account.url) if account else None,
            refused=self._ports.refused_since(connection_id, installed.at if installed else 0),
        )  # fmt: skip

    async def _noted(self, uow: UnitOfWork, connection_id: int, health: Health) -> Connection | None:
        """Keep what a check found; a good one lets go on what refused credentials held back."""
        row = await note_connection(uow, connection_id, Noted())
        if row is None:
            return None
        account = health.account
        # Whose account it is stands fast: a token of another one is refused where it is entered.
        own = account if account and row.external_id in {None, account.id} else None
        setup = _of_health(setup_of(row).of(own), health)
        noted = Noted(
            state=health.state.value, detail=health.detail or None, external_id=own.id if own else None, setup=setup
        )
        changed = await note_connection(uow, connection_id, noted)
        if changed is not None and health.state is HealthState.OK:
            await self._ports.settled(uow, changed)
        return changed

    async def look_at(self, row: Connection, suspects: set[int]) -> None:
        """The same where nobody asks. Once unreachable is nothing yet: only what was a suspect before is said to be."""
        if not self._calls(row):
            return
        health = await self._connector(row).check(self._ports.context_of(row))
        if health.state is HealthState.DOWN and row.id not in suspects:
            suspects.add(row.id)
            return
        if health.state is not HealthState.DOWN:
            suspects.discard(row.id)
        await self._store.commit(self._noted, row.id, health)

    async def install(self, actor: Actor, connection_id: int) -> schemas.Connection:
        """Set up with the platform again, for the address that this server has now."""
        row = await self._store.read(_for_change, actor, connection_id)
        return await self._install(row.id) if row.active else self._desk.view(row)

    async def _install(self, connection_id: int) -> schemas.Connection:
        row = await self._store.read(_row, connection_id)
        if not self._calls(row):
            return await self._store.commit(self._put_there, connection_id)
        connector, ctx, url = self._connector(row), self._ports.context_of(row), self._desk.public_url
        report = await connector.install(ctx, url)
        health = None if report.missing else await connector.check(ctx)

        async def note(uow: UnitOfWork) -> schemas.Connection:
            known = await note_connection(uow, connection_id, Noted()) or row
            setup = setup_of(known).after(report, url, uow.now)
            known = await note_connection(uow, connection_id, Noted(setup=setup)) or known
            if health is not None:
                known = await self._noted(uow, connection_id, health) or known
            return self._desk.view(known)

        return await self._store.commit(note)

    async def _put_there(self, uow: UnitOfWork, connection_id: int) -> schemas.Connection:
        """Nobody has to be called: a person has put the code with this server's address where it belongs."""
        row = await note_connection(uow, connection_id, Noted())
        if row is None:
            raise ConnectionNotFound
        setup = setup_of(row).told(self._desk.public_url, uow.now)
        return self._desk.view(await note_connection(uow, connection_id, Noted(setup=setup)) or row)

    async def _take_back(self, connection_id: int) -> schemas.Connection:
        row = await self._store.read(_row, connection_id)
        report = await self._connector(row).uninstall(self._ports.context_of(row))

        async def note(uow: UnitOfWork) -> schemas.Connection:
            known = await note_connection(uow, connection_id, Noted()) or row
            setup = setup_of(known).taken_back(report)
            return self._desk.view(await note_connection(uow, connection_id, Noted(setup=setup)) or known)

        return await self._store.commit(note)

    async def test(self, commit: Commit, actor: Actor, connection_id: int, new: schemas.NewTest) -> schemas.Test:
        """A test reply.

        Raises what sending a message raises.
        """
        return await commit(self._test, actor, connection_id, new.text, id_in("conversation_id", new.conversation_id))

    async def _test(
        self, uow: UnitOfWork, actor: Actor, connection_id: int, text: str, conversation_id: int
    ) -> schemas.Test:
        row = await _for_change(uow, actor, connection_id)
        return await self._ports.send_test(uow, actor, row, text, conversation_id)


def _of_health(setup: Setup, health: Health) -> Setup:
    return msgspec.structs.replace(setup, field=health.field, expires_at=health.expires_at)


async def _for_change(view: View, actor: Actor, connection_id: int) -> Connection:
    return await access_connection(view, actor, connection_id, need=Need.CHANNELS_WRITE)


async def _taken(view: View, draft: Connection) -> bool:
    of_channel = await connections_of(view, draft.account_id, draft.channel_id)
    return any(other.connector == draft.connector for other in of_channel)


async def _row(view: View, connection_id: int) -> Connection:
    row = await CONNECTIONS.get(view, connection_id)
    assert row is not None, "connections are marked, never removed"
    return row
