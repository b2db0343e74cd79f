"""Holds this process's node number: claimed at the start, renewed while it runs, given back at the end."""

import asyncio
import socket

import structlog

from openline.kit.clock import SECOND, Clock
from openline.kit.errors import Unavailable
from openline.kit.ids import IdSource
from openline.kit.secrets import random_token
from openline.store import Store, nodes

log = structlog.get_logger(__name__)


class NodeIds:
    """The ids of this process. Before the lease they carry node 0 and name batches only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._source = IdSource(0, clock)
        self.node = 0

    def new(self) -> int:
        return self._source.new()

    def take(self, node: int) -> None:
        self.node = node
        self._source = IdSource(node, self._clock)


class NodeLease:
    """Keeps the number as long as the process lives."""

    def __init__(self, store: Store, ids: NodeIds) -> None:
        self._store = store
        self._ids = ids
        self._token = random_token()
        self._task: asyncio.Task[None] | None = None

    @property
    def token(self) -> str:
        """What this process signs its sockets with."""
        return self._token

    async def start(self) -> None:
        await self._claim()
        self._task = asyncio.create_task(self._keep(), name="node-lease")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        try:
            await self._store.commit(nodes.release, self._ids.node, self._token)
        except Unavailable:
            log.warning("node not released", node=self._ids.node)

    async def _claim(self) -> None:
        row = await self._store.commit(nodes.claim, self._token, socket.gethostname())
        self._ids.take(row.node)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(nodes.RENEW_MS / SECOND)
            try:
                if not await self._store.commit(nodes.renew, self._ids.node, self._token):
                    log.warning("node lost", node=self._ids.node)
                    await self._claim()
            except Unavailable:
                log.warning("node not renewed", node=self._ids.node)
