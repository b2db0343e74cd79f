"""check-log finds what was lost and what was doubled, by planting both, on both stores."""

from typing import Any

import asyncpg
import pysqlite3
import pytest

from openline import bootstrap
from openline.features.accounts.service import NewAccount, add_account
from openline.features.messages.events import MessageAdded
from openline.server.admin.check_log import LogCheck, Report, Tables
from openline.store import Query, Store, UnitOfWork, metadata
from openline.store.sql import insert

bootstrap.gather_tables()
CONVERSATION = 70
NOTE = 905


@pytest.fixture
async def account_id(store: Store) -> int:
    return (await store.commit(add_account, NewAccount(name="Shop"))).id


@pytest.fixture
async def talk(store: Store, account_id: int) -> int:
    """A conversation with four messages and a note."""
    return await store.commit(_talk, account_id)


async def _talk(uow: UnitOfWork, account_id: int) -> int:
    _add(uow, "channels", id=7, account_id=account_id, number=1)
    _add(uow, "connections", id=8, account_id=account_id, channel_id=7, key="k")
    _add(uow, "contacts", id=9, account_id=account_id, number=1)
    place = {"connection_id": 8, "channel_id": 7, "contact_id": 9}
    _add(uow, "conversations", id=CONVERSATION, account_id=account_id, **place, last_number=4)
    for number in range(1, 5):
        _say(uow, account_id, 900 + number, number)
    _say(uow, account_id, NOTE, None)
    return account_id


def _say(uow: UnitOfWork, account_id: int, message_id: int, number: int | None) -> None:
    place: dict[str, Any] = {"account_id": account_id, "conversation_id": CONVERSATION, "number": number}
    _add(uow, "messages", id=message_id, author="customer", client_id=f"c{message_id}", **place)
    uow.log(MessageAdded(**place, message_id=message_id, author="customer"))


def _add(uow: UnitOfWork, table: str, **values: Any) -> None:
    """A row of which only these values matter."""
    columns = metadata.tables[table].c
    blanks = {c.name: None if c.nullable else 0 if c.type.python_type is int else "" for c in columns}
    uow.write(insert(metadata.tables[table]), {**blanks, **values})


async def check(store: Store) -> Report:
    return await LogCheck(store, Tables(metadata.tables["messages"], metadata.tables["conversations"])).run()


async def plant(database: str, *statements: str) -> None:
    """Change the store behind everybody's back."""
    if database.startswith("postgresql:"):
        connection = await asyncpg.connect(database)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()
        return
    db = pysqlite3.connect(database)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


async def test_a_sound_log_is_sound(store: Store, talk: int) -> None:
    report = await check(store)
    assert report.sound
    assert (report.accounts, report.facts, report.conversations, report.messages) == (1, 6, 1, 5)


@pytest.mark.parametrize(
    ("damage", "gaps", "missing", "said"),
    [
        ("DELETE FROM log WHERE seq = 3", 2, 1, "seq 3 to 3 missing"),
        ("DELETE FROM log WHERE seq >= 5", 3, 2, "seq 5 to 6 missing"),
        ("UPDATE log_counters SET last_seq = last_seq + 2", 2, 0, "seq 7 to 8 missing"),
        ("DELETE FROM messages WHERE id = 902", 0, 1, "speaks of message 902"),
        (f"DELETE FROM messages WHERE id = {NOTE}", 0, 1, f"speaks of message {NOTE}"),
        ("UPDATE messages SET number = 3 WHERE id = 904", 1, 1, "differ in place"),
        ("UPDATE conversations SET last_number = 6", 2, 0, "numbers 1 to 4"),
    ],
)
async def test_what_is_lost_is_found(
    store: Store, database: str, talk: int, damage: str, gaps: int, missing: int, said: str
) -> None:
    await plant(database, damage)
    report = await check(store)
    assert (report.gaps, report.missing) == (gaps, missing), report.findings
    assert any(said in finding for finding in report.findings), report.findings
    assert not report.sound


async def test_a_message_without_its_fact_is_found(store: Store, database: str, talk: int) -> None:
    async def silent(uow: UnitOfWork) -> None:
        _add(uow, "messages", id=906, account_id=talk, conversation_id=CONVERSATION, client_id="c906")

    await store.commit(silent)
    report = await check(store)
    assert (report.missing, report.findings) == (1, [f"account {talk}: message 906 has no fact in the log"])


async def test_two_facts_for_one_note_are_found(store: Store, talk: int) -> None:
    async def again(uow: UnitOfWork) -> None:
        uow.log(MessageAdded(account_id=talk, conversation_id=CONVERSATION, message_id=NOTE, author="agent"))

    await store.commit(again)
    assert (await check(store)).doubles == 1


async def test_doubles_are_found_where_an_index_was_lost(store: Store, database: str, talk: int) -> None:
    names = [str(index.name) for index in metadata.tables["messages"].indexes if index.unique]
    await plant(
        database,
        *(f"DROP INDEX {name}" for name in names),
        "UPDATE messages SET client_id = 'c901' WHERE id = 902",
    )
    report = await check(store)
    assert (report.doubles, report.sound) == (1, False)
    assert report.findings == [f"client_id twice: {CONVERSATION}, customer, c901"]


async def test_failed_raw_events_are_counted_apart(store: Store, talk: int) -> None:
    async def fail(uow: UnitOfWork) -> None:
        _add(uow, "raw_events", id=1, account_id=talk)

    await store.commit(fail)
    report = await check(store)
    assert (report.failed_events, report.sound) == (1, True)


def test_a_query_of_the_check_is_no_list_of_values() -> None:
    """Compiled once, so that a walk of millions does not grow the statement cache."""
    questions = LogCheck(None, Tables(metadata.tables["messages"], metadata.tables["conversations"]))._ask  # type: ignore[arg-type]
    assert all(isinstance(query, Query) for query, _ in questions.doubles)
