"""Nodes: each process leases a number, which makes its ids its own. A lease that is not renewed runs out."""

import msgspec
import sqlalchemy as sa

from openline.kit.ids import MAX_NODE
from openline.store.records import Records
from openline.store.tables import NODES
from openline.store.uow import UnitOfWork

LEASE_MS = 60_000
RENEW_MS = 15_000
# Number 0 is nobody's: ids made before the lease (of batches only) carry it.
FIRST_NODE = 1


class Node(msgspec.Struct, frozen=True):
    node: int
    token: str
    host: str
    started_at: int
    lease_until: int


class NoNodeLeft(Exception):
    """Every number is leased."""


RECORDS = Records(NODES, Node, rank=90)
_ALL = RECORDS.where("all", sa.true(), order=NODES.c.node, limit=MAX_NODE + 1)


async def claim(uow: UnitOfWork, token: str, host: str) -> Node:
    """Lease the lowest number that is free. Two processes that want the same one collide, and one tries again.

    Raises NoNodeLeft.
    """
    known = {row.node: row for row in await uow.list(_ALL)}
    lease_until = uow.now + LEASE_MS
    for node in range(FIRST_NODE, MAX_NODE + 1):
        if node not in known:
            return RECORDS.add(uow, Node(node, token, host, uow.now, lease_until))
        if known[node].lease_until >= uow.now:
            continue
        row = await RECORDS.hold(uow, node)
        if row is not None and row.lease_until < uow.now:
            return RECORDS.change(uow, row, token=token, host=host, started_at=uow.now, lease_until=lease_until)
    raise NoNodeLeft


async def renew(uow: UnitOfWork, node: int, token: str) -> bool:
    """Keep the number; false when another process has it, because the lease had run out."""
    row = await RECORDS.hold(uow, node)
    if row is None or row.token != token:
        return False
    RECORDS.change(uow, row, lease_until=uow.now + LEASE_MS)
    return True


async def release(uow: UnitOfWork, node: int, token: str) -> None:
    """Give the number back: the next one may take it a moment later."""
    row = await RECORDS.hold(uow, node)
    if row is not None and row.token == token:
        RECORDS.change(uow, row, lease_until=uow.now)
