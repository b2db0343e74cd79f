"""Accounts are found by host name, else the only one; domains lead to one account."""

import asyncio

import pytest

from openline.features.accounts.errors import AccountNotFound, DomainTaken
from openline.features.accounts.service import (
    HOSTS_TTL_MS,
    Hosts,
    NewAccount,
    account_row,
    add_account,
    all_accounts,
    change_account,
    first_account,
)
from openline.kit.clock import Clock
from openline.kit.errors import InvalidField, VersionConflict
from openline.store import Store
from tests.support.store import Published


@pytest.fixture
def hosts(store: Store, clock: Clock, published: Published) -> Hosts:
    hosts = Hosts(store, clock)
    published.listeners.append(hosts.forget)
    return hosts


async def test_the_only_account_answers_every_host(store: Store, hosts: Hosts) -> None:
    account = await store.commit(first_account, NewAccount(name="Nón Lá", domain="chat.nonla.example"))
    for host in ("chat.nonla.example", "localhost:8765", "[::1]:8765", "127.0.0.1", "", "junk" * 1_000):
        assert await hosts.account_of(host) == account


async def test_with_two_accounts_the_host_decides(store: Store, hosts: Hosts) -> None:
    one = await store.commit(add_account, NewAccount(name="One", domain="one.example"))
    assert await hosts.account_of("localhost") == one
    two = await store.commit(add_account, NewAccount(name="Two", domain="TWO.example"))
    assert await hosts.account_of("One.Example:443") == one
    assert await hosts.account_of("two.example.") == two
    with pytest.raises(AccountNotFound):
        await hosts.account_of("localhost")


async def test_an_international_domain_is_found_as_browsers_send_it(store: Store, hosts: Hosts) -> None:
    await store.commit(add_account, NewAccount(name="Other"))
    account = await store.commit(add_account, NewAccount(name="Пример", domain="чат.пример.example"))
    assert await hosts.account_of("xn--80a0bn.xn--e1afmkfd.example") == account


async def test_a_change_that_nobody_announced_is_seen_soon(store: Store, clock: Clock, hosts: Hosts) -> None:
    deaf = Hosts(store, clock)
    account = await store.commit(add_account, NewAccount(name="One", domain="one.example"))
    assert await deaf.account_of("one.example") == account
    moved = await store.commit(change_account, account.id, domain="new.example")
    await store.commit(add_account, NewAccount(name="Two", domain="two.example"))
    assert await hosts.account_of("new.example") == moved
    clock.advance(HOSTS_TTL_MS)
    assert await deaf.account_of("new.example") == moved
    with pytest.raises(AccountNotFound):
        await deaf.account_of("one.example")


async def test_a_domain_is_taken_once(store: Store) -> None:
    await store.commit(add_account, NewAccount(name="One", domain="chat.example"))
    with pytest.raises(DomainTaken):
        await store.commit(add_account, NewAccount(name="Two", domain="CHAT.example"))
    other = await store.commit(add_account, NewAccount(name="Two"))
    with pytest.raises(DomainTaken):
        await store.commit(change_account, other.id, domain="chat.example")
    assert (await store.read(account_row, other.id)).domain is None


async def test_a_freed_domain_can_be_taken(store: Store) -> None:
    one = await store.commit(add_account, NewAccount(name="One", domain="chat.example"))
    await store.commit(change_account, one.id, domain="")
    two = await store.commit(add_account, NewAccount(name="Two", domain="chat.example"))
    assert two.domain == "chat.example"


async def test_two_first_starts_make_one_account(store: Store) -> None:
    new = NewAccount(name="Demo", demo=True)
    made = await asyncio.gather(*(store.commit(first_account, new) for _ in range(5)))
    assert {account.id for account in made} == {made[0].id}
    assert await store.read(all_accounts) == [made[0]]


async def test_an_old_version_is_refused(store: Store) -> None:
    account = await store.commit(add_account, NewAccount(name="One"))
    changed = await store.commit(change_account, account.id, name="Uno", version=account.version)
    with pytest.raises(VersionConflict):
        await store.commit(change_account, account.id, name="Eins", version=account.version)
    assert (await store.read(account_row, account.id)) == changed


@pytest.mark.parametrize(
    "wrong",
    [
        NewAccount(name=" "),
        NewAccount(name="x" * 256),
        NewAccount(name="x", domain="two words"),
        NewAccount(name="x", domain="." * 300),
        NewAccount(name="x", locale="de"),
        NewAccount(name="x", time_zone="Mars/Olympus"),
    ],
)
async def test_nonsense_is_refused(store: Store, wrong: NewAccount) -> None:
    with pytest.raises(InvalidField):
        await store.commit(add_account, wrong)
    assert await store.read(all_accounts) == []
