"""Proves from the store that nothing was lost or doubled: seq, customers' numbers, messages and their facts.

Reads in pages of one short snapshot each, so it may run beside a busy server. Docs: docs/guide/operations.md.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from openline.features.accounts.service import all_accounts
from openline.features.messages.events import MessageAdded
from openline.store import Load, Query, Store, View
from openline.store.log import AFTER
from openline.store.tables import DEDUPE, LOG, LOG_COUNTERS, RAW_EVENTS

PAGE = 500
MOST_FINDINGS = 100


class Report(msgspec.Struct, kw_only=True):
    """What was looked at, and what is wrong; `findings` names the first ones."""

    accounts: int = 0
    facts: int = 0
    conversations: int = 0
    messages: int = 0
    gaps: int = 0
    doubles: int = 0
    missing: int = 0
    failed_events: int = 0
    findings: list[str] = msgspec.field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was lost or doubled. Failed raw events are kept, not lost: they can be replayed."""
        return not (self.gaps or self.doubles or self.missing)

    def found(self, text: str) -> None:
        """Note what is wrong, up to a bound."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(text)


class Tables(msgspec.Struct, frozen=True):
    """The slices' tables that the log is held against; bootstrap knows them."""

    messages: Any
    conversations: Any


class _Message(msgspec.Struct, frozen=True):
    id: int
    account_id: int
    conversation_id: int
    number: int | None


class _Span(msgspec.Struct, frozen=True):
    """The customers' numbers of one conversation, as the log has them and as its row says."""

    conversation_id: int
    account_id: int
    counted: int
    distinct: int
    first: int
    last: int
    row_says: int


class LogCheck:
    """One walk over everything."""

    def __init__(self, store: Store, tables: Tables) -> None:
        self._store = store
        self._ask = _Questions(tables)
        self._notes: set[int] = set()
        self.report = Report()

    async def run(self) -> Report:
        """Walk the log of every account."""
        for account in await self._store.read(all_accounts):
            self.report.accounts += 1
            self._notes = set()
            until = await self._store.read(self._one, self._ask.counter, account_id=account.id) or 0
            await self._walk_log(account.id, 0, until)
            await self._walk_numbers(account.id)
            await self._walk_messages(account.id, until)
        for query, what in self._ask.doubles:
            for row in await self._store.read(self._list, query, limit=PAGE):
                self.report.doubles += 1
                self.report.found(f"{what}: {', '.join(map(str, row))}")
        self.report.failed_events = await self._store.read(self._one, self._ask.failed) or 0
        return self.report

    @staticmethod
    async def _list(view: View, query: Query[Any], **values: Any) -> list[Any]:
        return await view.list(query, **values)

    @staticmethod
    async def _one(view: View, query: Query[Any], **values: Any) -> Any:
        found = await view.list(query, **values)
        return found[0] if found else None

    async def _walk_log(self, account_id: int, since: int, until: int | None) -> None:
        """Every seq up to the counter is there, and every message that a fact speaks of exists as it says."""
        seq = since
        while until is None or seq < until:
            page = await self._store.read(self._page_of_log, account_id, seq)
            for logged, message in page:
                self._expect_seq(account_id, seq + 1, logged.seq)
                seq = logged.seq
                self.report.facts += 1
                if isinstance(logged.fact, MessageAdded):
                    self._expect_message(logged.seq, logged.fact, message)
            if not page:
                self._expect_seq(account_id, seq + 1, (until or seq) + 1)
                return

    async def _page_of_log(self, view: View, account_id: int, since: int) -> list[Any]:
        page = await view.list(AFTER, account_id=account_id, since=since, limit=PAGE)
        said = [logged.fact.message_id for logged in page if isinstance(logged.fact, MessageAdded)]
        await view.prefetch(self._ask.message, [(message_id,) for message_id in said])
        return [(logged, await view.get(self._ask.message, getattr(logged.fact, "message_id", 0))) for logged in page]

    def _expect_seq(self, account_id: int, wanted: int, got: int) -> None:
        if got > wanted:
            self.report.gaps += got - wanted
            self.report.found(f"account {account_id}: seq {wanted} to {got - 1} missing in the log")

    def _expect_message(self, seq: int, fact: MessageAdded, message: _Message | None) -> None:
        if message is None or message.account_id != fact.account_id:
            self.report.missing += 1
            self.report.found(f"account {fact.account_id}: fact {seq} speaks of message {fact.message_id}, not stored")
            return
        if (message.conversation_id, message.number) != (fact.conversation_id, fact.number):
            self.report.gaps += 1
            self.report.found(f"account {fact.account_id}: fact {seq} and message {message.id} differ in place")
        if fact.number is None:
            if message.id in self._notes:
                self.report.doubles += 1
                self.report.found(f"account {fact.account_id}: two facts for note {message.id}")
            self._notes.add(message.id)

    async def _walk_numbers(self, account_id: int) -> None:
        """The customers' numbers of every conversation run from 1 to what its row says."""
        last = 0
        while spans := await self._store.read(
            self._list, self._ask.spans, account_id=account_id, after=last, limit=PAGE
        ):
            for span in spans:
                self.report.conversations += 1
                self._expect_span(span)
            last = spans[-1].conversation_id

    def _expect_span(self, span: _Span) -> None:
        name = f"account {span.account_id}: conversation {span.conversation_id}"
        doubled = span.counted - span.distinct
        absent = max(span.last, span.row_says) - span.distinct
        if doubled:
            self.report.doubles += doubled
            self.report.found(f"{name}: {doubled} customer's numbers twice")
        if absent or span.first < 1 or span.row_says != span.last:
            self.report.gaps += max(absent, 1)
            self.report.found(f"{name}: numbers {span.first} to {span.last}, {span.distinct} of {span.row_says} there")

    async def _walk_messages(self, account_id: int, until: int) -> None:
        """Every stored message has its fact: by its number, a note by having been seen in the log."""
        unseen: list[_Message] = []
        last = 0
        while page := await self._store.read(self._page_of_messages, account_id, last):
            for message, speaks_of in page:
                self.report.messages += 1
                is_known = message.id in self._notes if message.number is None else speaks_of == message.id
                if not is_known:
                    unseen.append(message)
            last = page[-1][0].id
        if unseen:
            # A note of this very moment may stand behind the end of the walk.
            await self._walk_log(account_id, until, None)
        for message in unseen:
            if message.id not in self._notes:
                self.report.missing += 1
                self.report.found(f"account {account_id}: message {message.id} has no fact in the log")

    async def _page_of_messages(self, view: View, account_id: int, last: int) -> list[tuple[_Message, int | None]]:
        page = await view.list(self._ask.messages, account_id=account_id, after=last, limit=PAGE)
        keys = [(m.conversation_id, m.number) for m in page if m.number is not None]
        await view.prefetch(self._ask.fact, keys)
        return [
            (m, None if m.number is None else await view.get(self._ask.fact, m.conversation_id, m.number)) for m in page
        ]


def _speaks_of(_conversation: int, _number: int, payload: str) -> int | None:
    """The message that a fact with a customer's number speaks of."""
    found: int | None = msgspec.json.decode(payload).get("message_id")
    return found


def _bind(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


class _Questions:
    """The queries, made from the tables that are handed in."""

    def __init__(self, tables: Tables) -> None:
        messages, conversations = tables.messages.c, tables.conversations.c
        limit = sa.bindparam("limit", type_=sa.Integer)
        columns = (messages.id, messages.account_id, messages.conversation_id, messages.number)
        self.message = Load(
            "check message", sa.select(*columns).where(messages.id == _bind("id")), _Message, key=("id",)
        )
        of_account = messages.account_id == _bind("account_id")
        self.messages = Query(
            "check messages",
            sa.select(*columns).where(of_account, messages.id > _bind("after")).order_by(messages.id).limit(limit),
            _Message,
        )
        self.fact = Load(
            "check fact",
            sa.select(LOG.c.conversation_id, LOG.c.number, LOG.c.payload).where(
                LOG.c.conversation_id == _bind("conversation_id"), LOG.c.number == _bind("number")
            ),
            _speaks_of,
            key=("conversation_id", "number"),
        )
        self.counter = Query(
            "check counter",
            sa.select(LOG_COUNTERS.c.last_seq).where(LOG_COUNTERS.c.account_id == _bind("account_id")),
            int,
        )
        self.failed = Query(
            "check failed",
            sa.select(sa.func.count()).select_from(RAW_EVENTS).where(RAW_EVENTS.c.replayed_at.is_(None)),
            int,
        )
        self.spans = Query("check spans", _spans(conversations).limit(limit), _Span)
        self.doubles = list(_doubles(messages, limit))


def _spans(conversations: Any) -> Any:
    """Per conversation: how many customers' numbers the log has, from where to where, and what the row says."""
    number = LOG.c.number
    nothing = sa.func.coalesce
    return (
        sa.select(
            conversations.id,
            conversations.account_id,
            sa.func.count(number),
            sa.func.count(sa.distinct(number)),
            nothing(sa.func.min(number), 1),
            nothing(sa.func.max(number), 0),
            conversations.last_number,
        )
        .select_from(conversations.id.table.outerjoin(LOG, LOG.c.conversation_id == conversations.id))
        .where(conversations.account_id == _bind("account_id"), conversations.id > _bind("after"))
        .group_by(conversations.id, conversations.account_id, conversations.last_number)
        .order_by(conversations.id)
    )


def _doubles(messages: Any, limit: Any) -> Iterator[tuple[Query[Any], str]]:
    """What unique indexes forbid; asked all the same, since a check that trusts what it checks is none."""
    sent = (messages.conversation_id, messages.author, messages.client_id)
    taken = (DEDUPE.c.connection_id, DEDUPE.c.event_key)
    for columns, what in ((sent, "client_id twice"), (taken, "raw event twice")):
        select = sa.select(*columns).where(columns[-1].is_not(None)).group_by(*columns)
        yield Query(f"check {what}", select.having(sa.func.count() > 1).limit(limit), lambda *row: row), what
