"""Who asks: providers of `account`, `account_id`, `knock` and `actor` for handlers."""

from collections.abc import Callable, Mapping
from typing import Any

from openline.features.accounts.service import Account, Hosts
from openline.features.people.service.gate import Gate
from openline.features.people.service.knock import Knock
from openline.features.people.types import Actor
from openline.server.inject import Connection, Known, Provide
from openline.server.passage import passage_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def knock_of(connection: Connection) -> Knock:
    """What the request says about itself."""
    scope: Any = connection.scope
    return Knock(
        method=scope.get("method", "GET"),
        scheme=scope["scheme"],
        peer=passage_of(scope).client,
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        cookies=connection.cookies,
    )


def _host_of(connection: Connection) -> str:
    return next((v.decode("latin-1") for n, v in connection.scope["headers"] if n == b"host"), "")


class Callers:
    """Asks the gate once per request and notes the answer where errors, logs and presence look for it."""

    def __init__(self, hosts: Hosts, gate: Gate, active: Callable[[int, int], None]) -> None:
        self._hosts = hosts
        self._gate = gate
        self._active = active

    def providers(self) -> Mapping[str, Provide]:
        """By parameter name, in the order in which they build on each other."""
        return {
            "account": self._account,
            "account_id": self._account_id,
            "knock": self._knock,
            "actor": self._actor,
        }

    async def _account(self, connection: Connection, _: Known) -> Account:
        return await self._hosts.account_of(_host_of(connection))

    async def _account_id(self, connection: Connection, _: Known) -> int:
        account = await self._hosts.account_of(_host_of(connection))
        passage_of(connection.scope).account_id = account.id
        return account.id

    async def _knock(self, connection: Connection, _: Known) -> Knock:
        return knock_of(connection)

    async def _actor(self, connection: Connection, known: Known) -> Actor:
        knock: Knock = known.get("knock") or knock_of(connection)
        actor = await self._gate.actor_of(knock)
        passage = passage_of(connection.scope)
        passage.locale = actor.locale
        passage.account_id, passage.person_id = actor.account_id, actor.person_id
        if knock.method not in _SAFE and actor.login_id is not None:
            self._active(actor.account_id, actor.person_id)  # whoever writes is there
        return actor
