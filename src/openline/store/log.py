"""Reading and writing the account's append-only log."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from openline.store import sql
from openline.store.facts import Fact, Logged, audience_text, payload_of, restore
from openline.store.tables import LOG

APPEND = sql.insert(LOG)
_WHOLE = sa.bindparam("account_id", type_=sa.BigInteger)


def row_of(fact: Fact, seq: int, at: int) -> dict[str, Any]:
    """A fact as the log stores it."""
    return {
        "account_id": fact.account_id, "seq": seq, "at": at, "kind": fact.kind,
        "conversation_id": fact.conversation_id, "session_id": fact.session_id, "channel_id": fact.channel_id,
        "person_id": fact.person_id, "actor_id": fact.actor_id, "number": fact.number,
        "audience": audience_text(fact), "payload": payload_of(fact),
    }  # fmt: skip


def _logged(*row: Any) -> Logged:
    (account_id, seq, at, kind, conversation, session, channel, person, actor, number, audience, payload) = row
    head = {
        "account_id": account_id, "conversation_id": conversation, "session_id": session, "channel_id": channel,
        "person_id": person, "actor_id": actor, "number": number,
    }  # fmt: skip
    return Logged(seq, at, restore(kind, head, audience, payload))


def _select(*where: Any, order: Any) -> Any:
    limit = sa.bindparam("limit", type_=sa.Integer)
    return sa.select(LOG).where(LOG.c.account_id == _WHOLE, *where).order_by(order).limit(limit)


AFTER = sql.Query(
    "log after",
    _select(LOG.c.seq > sa.bindparam("since", type_=sa.BigInteger), order=LOG.c.seq),
    _logged,
)
OF_CONVERSATION = sql.Query(
    "log of a conversation by customer's number",
    _select(
        LOG.c.conversation_id == sa.bindparam("conversation_id", type_=sa.BigInteger),
        LOG.c.number > sa.bindparam("since", type_=sa.BigInteger),
        LOG.c.number.is_not(None),
        order=LOG.c.number,
    ),
    _logged,
)
OF_SESSION = sql.Query(
    "log of a session",
    _select(LOG.c.session_id == sa.bindparam("session_id", type_=sa.BigInteger), order=LOG.c.seq),
    _logged,
)
LAST = sql.Query(
    "log last",
    sa.select(sa.func.coalesce(sa.func.max(LOG.c.seq), 0)).where(LOG.c.account_id == _WHOLE),
    int,
)
LAST_NUMBER = sql.Query(
    "log last number of a conversation",
    sa.select(sa.func.coalesce(sa.func.max(LOG.c.number), 0)).where(
        LOG.c.account_id == _WHOLE,
        LOG.c.conversation_id == sa.bindparam("conversation_id", type_=sa.BigInteger),
        LOG.c.number.is_not(None),
    ),
    int,
)


def story(name: str, kinds: Iterable[str]) -> sql.Query[Logged]:
    """The facts of these kinds about a session before a place in the log, newest first."""
    known: list[Any] = [sa.literal_column(f"'{kind}'") for kind in kinds]
    return sql.Query(
        name,
        _select(
            LOG.c.session_id == sa.bindparam("session_id", type_=sa.BigInteger),
            LOG.c.seq < sa.bindparam("before", type_=sa.BigInteger),
            LOG.c.kind.in_(known),
            order=LOG.c.seq.desc(),
        ),
        _logged,
    )
