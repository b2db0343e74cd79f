"""The way in of bots: whose token came with a request."""

from typing import Any

from openline.bootstrap.base import Base
from openline.features.accounts.service import Hosts
from openline.features.bots.service import caller_of
from openline.features.bots.types import BotCaller
from openline.kit.wire import header_of
from openline.server.inject import Connection, Known

_BEARER = "Bearer "


class BotDoor:
    """Knows bots by their tokens."""

    def __init__(self, base: Base, hosts: Hosts) -> None:
        self._base = base
        self._hosts = hosts

    async def bot(self, connection: Connection, _: Known) -> BotCaller:
        """The bot of a request.

        Raises BotTokenRefused, AccountNotFound.
        """
        scope: Any = connection.scope
        account = await self._hosts.account_of(header_of(scope, b"host") or "")
        shown = header_of(scope, b"authorization") or ""
        token = shown.removeprefix(_BEARER) if shown.startswith(_BEARER) else None
        return await caller_of(self._base.store, self._base.clock, account.id, token)
