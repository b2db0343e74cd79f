"""Logging in and out: who gets in, for how long, and how everything of a login ends at once."""

import asyncio
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from openline.features.people import schemas
from openline.features.people.errors import CsrfFailed, LoginNotFound, OldPasswordWrong, OriginNotAllowed, WrongPassword
from openline.features.people.repository import LOGIN_IDLE_MS, LOGIN_LASTS_MS, MAX_LOGINS
from openline.features.people.service import (
    FrontDoor,
    Passwords,
    PersonRow,
    change_person,
    end_my_login,
    end_my_other_logins,
    log_out,
    my_logins,
    sweep,
)
from openline.features.people.service.gate import KEPT_MS
from openline.features.people.service.limits import FAILURES_OF_ADDRESS, LOGIN_OF_EMAIL, Attempts
from openline.features.people.service.logins import SEEN_EVERY_MS
from openline.features.people.service.presences import NobodyThere
from openline.features.people.types import CSRF_HEADER, Need, Role
from openline.kit.clock import DAY, MINUTE, SECOND, Clock
from openline.kit.errors import LoginNeeded, TooMany
from openline.kit.wire import Secret
from openline.store import Store
from tests.features.people.conftest import PASSWORD, PUBLIC_URL, Company, actor_of
from tests.support.store import Published


async def test_the_right_password_lets_in(company: Company, agent: PersonRow) -> None:
    entered = await company.log_in(" LAN@Example.com ")
    actor = await company.gate.actor_of(company.knock(entered))
    assert (actor.person_id, actor.role, actor.locale) == (agent.id, Role.AGENT, "vi")
    me = entered.me
    assert me.person.id == str(agent.id)
    assert me.account.name == "Nón Lá"
    assert Need.PEOPLE_WRITE not in me.rights
    assert me.presence.state == "offline"


@pytest.mark.parametrize(("email", "password"), [("lan@example.com", "wrong horse"), ("nobody@example.com", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_address_look_the_same(
    company: Company, agent: PersonRow, email: str, password: str
) -> None:
    with pytest.raises(WrongPassword) as refused:
        await company.log_in(email, password)
    assert refused.value.data == {}


async def test_who_is_deactivated_or_has_not_joined_does_not_get_in(
    company: Company, admin: PersonRow, agent: PersonRow, store: Store
) -> None:
    await company.invited("Hoa")
    await store.commit(change_person, actor_of(admin), NobodyThere(), agent.id, schemas.EditPerson(active=False))
    for email in ("hoa@example.com", "lan@example.com"):
        with pytest.raises(WrongPassword):
            await company.log_in(email)


async def test_only_a_fingerprint_of_the_cookie_is_stored(company: Company, agent: PersonRow, store: Store) -> None:
    entered = await company.log_in("lan@example.com")
    page = await store.read(my_logins, actor_of(agent))
    assert entered.token not in repr(page)
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(replace(company.knock(), cookies={"openline_login": page.items[0].id}))


async def test_a_login_of_one_account_is_none_in_another(
    company: Company, agent: PersonRow, stranger: PersonRow
) -> None:
    knock = company.knock()
    other = replace(knock, headers={**knock.headers, "host": "other.example"})
    entered = await company.log_in("zoe@example.com", knock=other)
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(replace(company.knock(entered), headers={"host": "chat.example.com"}))


class TestCsrf:
    async def test_reading_needs_no_token(self, company: Company, agent: PersonRow) -> None:
        entered = await company.log_in("lan@example.com")
        knock = company.knock(entered)
        await company.gate.actor_of(replace(knock, headers={"host": knock.host}))

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    async def test_changing_needs_the_token_of_this_very_login(
        self, company: Company, agent: PersonRow, method: str
    ) -> None:
        entered, other = await company.log_in("lan@example.com"), await company.log_in("lan@example.com")
        knock = company.knock(entered, method=method)
        await company.gate.actor_of(knock)
        shown = knock.headers[CSRF_HEADER]
        for wrong in ("", shown[:-1] + "!", other.me.csrf_token or "", "ключ"):
            with pytest.raises(CsrfFailed):
                await company.gate.actor_of(replace(knock, headers={**knock.headers, CSRF_HEADER: wrong}))

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://[", ""])
    async def test_a_page_of_another_site_cannot_log_anybody_in(
        self, company: Company, agent: PersonRow, origin: str
    ) -> None:
        knock = company.knock()
        with pytest.raises(OriginNotAllowed):
            await company.log_in("lan@example.com", knock=replace(knock, headers={**knock.headers, "origin": origin}))


class TestSockets:
    async def test_a_cookie_socket_comes_from_our_own_pages(self, company: Company, agent: PersonRow) -> None:
        knock = company.knock(await company.log_in("lan@example.com"))
        for origin in (PUBLIC_URL, "https://CHAT.example.com"):
            actor = await company.gate.actor_of_socket(replace(knock, headers={**knock.headers, "origin": origin}))
            assert actor.person_id == agent.id
        for headers in (knock.headers, {**knock.headers, "origin": "https://evil.example"}):
            with pytest.raises(OriginNotAllowed):
                await company.gate.actor_of_socket(replace(knock, headers=headers))

    async def test_a_socket_without_cookie_or_token_is_refused(self, company: Company) -> None:
        knock = company.knock()
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of_socket(replace(knock, headers={**knock.headers, "origin": PUBLIC_URL}))

    async def test_an_actor_is_good_no_longer_than_his_login(
        self, company: Company, agent: PersonRow, store: Store, clock: Clock
    ) -> None:
        actor = await company.gate.actor_of(company.knock(await company.log_in("lan@example.com")))
        assert await company.gate.still(actor)
        clock.advance(LOGIN_IDLE_MS)
        assert not await company.gate.still(actor)


class TestEnding:
    async def test_logging_out_ends_this_login_at_once(
        self, company: Company, agent: PersonRow, store: Store, published: Published
    ) -> None:
        entered, other = await company.log_in("lan@example.com"), await company.log_in("lan@example.com")
        actor = await company.gate.actor_of(company.knock(entered))
        await company.gate.actor_of(company.knock(other))
        await store.commit(log_out, actor)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(entered))
        await company.gate.actor_of(company.knock(other))
        assert published.kinds()[-1] == "login.ended"
        await store.commit(log_out, actor)

    async def test_others_end_and_this_one_stays(self, company: Company, agent: PersonRow, store: Store) -> None:
        entered = [await company.log_in("lan@example.com") for _ in range(3)]
        actor = await company.gate.actor_of(company.knock(entered[1]))
        page = await store.read(my_logins, actor)
        assert [login.current for login in page.items].count(True) == 1
        assert {login.agent for login in page.items} == {"Firefox"}
        await store.commit(end_my_other_logins, actor)
        assert [login.current for login in (await store.read(my_logins, actor)).items] == [True]
        await company.gate.actor_of(company.knock(entered[1]))
        for gone in (entered[0], entered[2]):
            with pytest.raises(LoginNeeded):
                await company.gate.actor_of(company.knock(gone))

    async def test_one_can_be_ended_but_only_ones_own(
        self, company: Company, admin: PersonRow, agent: PersonRow, stranger: PersonRow, store: Store
    ) -> None:
        entered = await company.log_in("lan@example.com")
        login_id = int((await store.read(my_logins, actor_of(agent))).items[0].id)
        for other in (admin, stranger):
            with pytest.raises(LoginNotFound):
                await store.commit(end_my_login, actor_of(other), login_id)
        await store.commit(end_my_login, actor_of(agent), login_id)
        with pytest.raises(LoginNotFound):
            await store.commit(end_my_login, actor_of(agent), login_id)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(entered))

    async def test_a_node_that_heard_nothing_believes_it_for_seconds_only(
        self, company: Company, agent: PersonRow, store: Store, clock: Clock, published: Published
    ) -> None:
        entered = await company.log_in("lan@example.com")
        actor = await company.gate.actor_of(company.knock(entered))
        published.listeners.remove(company.gate.forget)
        await store.commit(log_out, actor)
        await company.gate.actor_of(company.knock(entered))
        clock.advance(KEPT_MS)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(entered))

    async def test_what_ends_while_it_is_looked_up_is_not_remembered(
        self, company: Company, agent: PersonRow, store: Store
    ) -> None:
        entered = await company.log_in("lan@example.com")
        actor = await company.gate.actor_of(company.knock(entered))
        for _ in range(20):
            knock = company.knock(await company.log_in("lan@example.com"))
            await asyncio.gather(
                company.gate.actor_of(knock), store.commit(end_my_other_logins, actor), return_exceptions=True
            )
            with pytest.raises(LoginNeeded):
                await company.gate.actor_of(knock)


class TestExpiry:
    async def test_an_idle_login_expires(self, company: Company, agent: PersonRow, clock: Clock) -> None:
        knock = company.knock(await company.log_in("lan@example.com"))
        clock.advance(LOGIN_IDLE_MS - 1 * MINUTE)
        await company.gate.actor_of(knock)
        clock.advance(LOGIN_IDLE_MS)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)

    async def test_a_busy_login_expires_too(self, company: Company, agent: PersonRow, clock: Clock) -> None:
        knock = company.knock(await company.log_in("lan@example.com"))
        for _ in range(LOGIN_LASTS_MS // DAY - 1):
            clock.advance(DAY)
            await company.gate.actor_of(knock)
        clock.advance(DAY)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)

    async def test_being_seen_costs_a_write_every_few_minutes(
        self, company: Company, agent: PersonRow, store: Store, clock: Clock, published: Published
    ) -> None:
        knock = company.knock(await company.log_in("lan@example.com"))
        before = len(published.batches)
        for _ in range(20):
            await company.gate.actor_of(knock)
            clock.advance(SEEN_EVERY_MS // 10)
        assert len(published.batches) - before in {1, 2}
        first = (await store.read(my_logins, actor_of(agent))).items[0]
        assert first.last_seen_at > first.created_at

    async def test_what_is_over_is_swept_away(
        self, company: Company, agent: PersonRow, store: Store, clock: Clock, published: Published
    ) -> None:
        await company.log_in("lan@example.com")
        assert await store.commit(sweep) == 0
        clock.advance(LOGIN_IDLE_MS)
        assert (await store.read(my_logins, actor_of(agent))).items == []
        await company.invited("Hoa")
        assert await store.commit(sweep) == 2  # the login, and the invitation of the first week
        assert published.kinds().count("login.ended") == 1


class TestLimits:
    async def test_guessing_at_one_address_is_slowed_down(
        self, company: Company, agent: PersonRow, clock: Clock
    ) -> None:
        for n in range(LOGIN_OF_EMAIL.burst):
            with pytest.raises(WrongPassword):
                await company.log_in("lan@example.com", f"guess {n}")
        with pytest.raises(TooMany) as refused:
            await company.log_in("LAN@example.com")
        clock.advance(refused.value.data["retry_after"] * SECOND)
        await company.log_in("lan@example.com")

    async def test_an_unknown_address_is_slowed_down_alike(self, company: Company) -> None:
        for n in range(LOGIN_OF_EMAIL.burst):
            with pytest.raises(WrongPassword):
                await company.log_in("nobody@example.com", f"guess {n}")
        with pytest.raises(TooMany):
            await company.log_in("nobody@example.com")

    async def test_guessing_from_one_place_is_slowed_down(self, company: Company, agent: PersonRow) -> None:
        for n in range(FAILURES_OF_ADDRESS.burst):
            with pytest.raises(WrongPassword):
                await company.log_in(f"somebody{n}@example.com")
        with pytest.raises(TooMany):
            await company.log_in("lan@example.com")
        await company.log_in("lan@example.com", knock=company.knock(peer="198.51.100.1"))

    async def test_a_whole_ipv6_network_is_one_place(self, company: Company, agent: PersonRow) -> None:
        for n in range(FAILURES_OF_ADDRESS.burst):
            with pytest.raises(WrongPassword):
                await company.log_in(f"{n}@example.com", knock=company.knock(peer=f"2001:db8:0:7::{n:x}"))
        with pytest.raises(TooMany):
            await company.log_in("lan@example.com", knock=company.knock(peer="2001:db8:0:7:ffff::1"))
        await company.log_in("lan@example.com", knock=company.knock(peer="2001:db8:0:8::1"))

    @pytest.mark.parametrize(
        ("email", "password"), [("x" * 100_000, "y"), ("lan@example.com", PASSWORD + "y" * 100_000)]
    )
    async def test_endless_texts_are_just_wrong(
        self, company: Company, agent: PersonRow, email: str, password: str
    ) -> None:
        with pytest.raises(WrongPassword):
            await company.log_in(email, password)

    async def test_right_passwords_are_never_too_many(self, company: Company, agent: PersonRow) -> None:
        for _ in range(2 * LOGIN_OF_EMAIL.burst):
            await company.log_in("lan@example.com")

    def test_the_table_is_bounded_and_forgets(self, clock: Clock) -> None:
        attempts = Attempts(clock, most_keys=3)
        for n in range(100):
            attempts.take(LOGIN_OF_EMAIL, n)
        assert len(attempts) == 3
        clock.advance(LOGIN_OF_EMAIL.every_ms)
        attempts.take(LOGIN_OF_EMAIL, "fresh")
        assert len(attempts) == 1

    async def test_a_person_has_a_bounded_number_of_logins(
        self, company: Company, agent: PersonRow, store: Store, clock: Clock
    ) -> None:
        first = await company.log_in("lan@example.com")
        for _ in range(MAX_LOGINS):
            clock.advance(1)
            await company.log_in("lan@example.com")
        assert len((await store.read(my_logins, actor_of(agent))).items) == MAX_LOGINS
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(first))


class TestOwnPassword:
    async def test_changing_it_ends_the_other_logins(self, company: Company, agent: PersonRow, clock: Clock) -> None:
        here, there = await company.log_in("lan@example.com"), await company.log_in("lan@example.com")
        actor = await company.gate.actor_of(company.knock(here))
        await company.gate.actor_of(company.knock(there))
        asked = schemas.ChangePassword(old=Secret(PASSWORD), new=Secret("battery staple"))
        await company.door.change_password(actor, asked)
        await company.gate.actor_of(company.knock(here))
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(there))
        with pytest.raises(WrongPassword):
            await company.log_in("lan@example.com")
        await company.log_in("lan@example.com", "battery staple")

    async def test_the_old_one_is_needed(self, company: Company, agent: PersonRow) -> None:
        actor = await company.gate.actor_of(company.knock(await company.log_in("lan@example.com")))
        asked = schemas.ChangePassword(old=Secret("wrong"), new=Secret("battery staple"))
        with pytest.raises(OldPasswordWrong):
            await company.door.change_password(actor, asked)
        await company.log_in("lan@example.com")

    async def test_of_two_changes_at_once_one_is_refused(self, company: Company, agent: PersonRow) -> None:
        actor = await company.gate.actor_of(company.knock(await company.log_in("lan@example.com")))
        asked = [schemas.ChangePassword(old=Secret(PASSWORD), new=Secret(f"battery staple {n}")) for n in range(2)]
        done = await asyncio.gather(*(company.door.change_password(actor, a) for a in asked), return_exceptions=True)
        assert sorted(type(d).__name__ for d in done) == ["NoneType", "OldPasswordWrong"]

    async def test_letters_typed_in_parts_are_the_same_letters(self, company: Company, agent: PersonRow) -> None:
        actor = await company.gate.actor_of(company.knock(await company.log_in("lan@example.com")))
        composed, in_parts = "m\u1ead\u0074 kh\u1ea9u", "ma\u0323\u0302t kha\u0302\u0309u"
        await company.door.change_password(actor, schemas.ChangePassword(old=Secret(PASSWORD), new=Secret(composed)))
        await company.log_in("lan@example.com", in_parts)


async def test_a_hash_of_older_parameters_is_made_anew_at_a_login(company: Company, agent: PersonRow) -> None:
    """A login is the only moment when the password is at hand."""
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    company.door = FrontDoor(
        company.store, company.hosts, company.gate, stronger, company.attempts, company.mailroom, NobodyThere()
    )
    await company.log_in("lan@example.com")
    now = (await company.row(agent)).password_hash
    assert now != agent.password_hash
    await company.log_in("lan@example.com")
    assert (await company.row(agent)).password_hash == now


async def test_facts_hold_no_secret(company: Company, agent: PersonRow, published: Published) -> None:
    entered = await company.log_in("lan@example.com")
    for secret in (entered.token, PASSWORD, "lan@example.com", "Lan", "Firefox"):
        assert secret not in repr(published.facts)
