"""Demo passwords are known to everybody, so they work on the server's own computer only."""

from dataclasses import replace

import pytest

from openline.features.accounts.service import NewAccount, add_account
from openline.features.people import schemas
from openline.features.people.errors import DemoLoginRefused, DemoPasswordFixed
from openline.features.people.service import (
    Entered,
    Knock,
    Newcomer,
    PersonRow,
    add_demo_person,
    people_of_account,
    reset_by_email,
    reset_for,
)
from openline.features.people.types import DEMO_PASSWORD, Role
from openline.kit.errors import NotAllowed
from openline.kit.wire import Secret
from openline.store import Store
from tests.features.people.conftest import FAST, Company, actor_of

ANNA = Newcomer(
    name="Anna", email="anna@demo", role=Role.ADMINISTRATOR, demo=True, password_hash=FAST.hash(DEMO_PASSWORD)
)


@pytest.fixture
def new_account() -> NewAccount:
    return NewAccount(name="Demo", demo=True)


@pytest.fixture
async def anna(company: Company, store: Store) -> PersonRow:
    return await store.commit(add_demo_person, company.account.id, ANNA)


async def log_in(company: Company, knock: Knock) -> Entered:
    return await company.log_in("anna@demo", DEMO_PASSWORD, knock)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "shop.localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
async def test_on_the_servers_own_computer_they_work(company: Company, anna: PersonRow, peer: str, host: str) -> None:
    knock = replace(company.local_knock(host=host), peer=peer)
    assert (await log_in(company, knock)).me.account.demo
    setup = await company.door.setup(knock)
    assert setup.demo_logins == [
        schemas.DemoLogin(email="anna@demo", password=DEMO_PASSWORD, name="Anna", role=Role.ADMINISTRATOR)
    ]


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.168.1.20", {"host": "localhost"}),
        ("203.0.113.7", {"host": "127.0.0.1"}),
        ("", {"host": "localhost"}),
        ("127.0.0.1", {"host": "demo.example.com"}),
        ("127.0.0.1", {"host": "localhost.example.com"}),
        ("127.0.0.1", {"host": "notlocalhost"}),
        ("127.0.0.1", {"host": ""}),
        ("127.0.0.1", {"host": "localhost", "x_forwarded_for": "127.0.0.1"}),
        ("127.0.0.1", {"host": "localhost", "x_forwarded_proto": "https"}),
        ("127.0.0.1", {"host": "localhost", "forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"host": "localhost", "x_real_ip": "127.0.0.1"}),
        ("127.0.0.1", {"host": "localhost", "via": "1.1 proxy"}),
    ],
)
async def test_from_elsewhere_or_through_a_proxy_they_do_not(
    company: Company, anna: PersonRow, peer: str, headers: dict[str, str]
) -> None:
    knock = replace(company.local_knock(**headers), peer=peer)
    for password in (DEMO_PASSWORD, "wrong horse"):
        with pytest.raises(DemoLoginRefused):
            await company.log_in("anna@demo", password, knock)
    setup = await company.door.setup(knock)
    assert (setup.demo, setup.needed, setup.demo_logins) == (True, False, [])


async def test_real_people_of_a_demo_account_log_in_from_anywhere(company: Company, anna: PersonRow) -> None:
    await company.person("Lan")
    await company.log_in("lan@example.com")


async def test_their_password_stays_what_the_login_page_shows(company: Company, anna: PersonRow, store: Store) -> None:
    actor = await company.gate.actor_of(company.knock(await log_in(company, company.local_knock())))
    asked = schemas.ChangePassword(old=Secret(DEMO_PASSWORD), new=Secret("battery staple"))
    with pytest.raises(DemoPasswordFixed):
        await company.door.change_password(actor, asked)
    with pytest.raises(DemoPasswordFixed):
        await store.commit(reset_for, actor_of(anna), anna.id)
    with pytest.raises(DemoPasswordFixed):
        await store.commit(reset_by_email, company.account.id, anna.email)
    await company.door.ask_reset(company.knock(), anna.email)
    await company.mailroom.stop()
    assert company.mails == []


async def test_a_second_start_finds_them(company: Company, anna: PersonRow, store: Store) -> None:
    assert await store.commit(add_demo_person, company.account.id, ANNA) == anna
    assert await store.read(people_of_account, company.account.id) == [anna]


async def test_a_real_account_gets_none(company: Company, store: Store) -> None:
    real = await store.commit(add_account, NewAccount(name="Real"))
    with pytest.raises(NotAllowed):
        await store.commit(add_demo_person, real.id, ANNA)
