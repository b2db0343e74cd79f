"""API tokens: shown once, narrowed by scopes and by what the person may, ended at will."""

from dataclasses import replace

import pytest

from openline.features.people import schemas
from openline.features.people.errors import PersonInactive, TokenNotFound, TooManyTokens
from openline.features.people.repository import MAX_TOKENS
from openline.features.people.service import (
    SUBPROTOCOL,
    Knock,
    NobodyThere,
    PersonRow,
    add_token,
    change_person,
    make_token,
    revoke_token,
    sweep,
    tokens_page,
)
from openline.features.people.service.tokens import USED_EVERY_MS
from openline.features.people.types import Actor, Need, Role
from openline.kit.clock import HOUR, Clock
from openline.kit.errors import InvalidField, LoginNeeded, NotAllowed
from openline.kit.wire import instant, millis
from openline.store import Store
from tests.features.people.conftest import Company, actor_of
from tests.support.store import Published

READ = schemas.NewToken(name="Reports", scopes=[Need.CONVERSATIONS_READ, Need.PEOPLE_READ])


def with_token(knock: Knock, token: str) -> Knock:
    return replace(knock, headers={**knock.headers, "authorization": f"Bearer {token}"})


async def listed(store: Store, who: PersonRow) -> list[schemas.Token]:
    return (await store.read(tokens_page, actor_of(who), after=None, limit=200)).items


async def test_a_program_acts_as_its_maker_within_its_scopes(company: Company, admin: PersonRow, store: Store) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    assert made.token.startswith("ol_")
    actor = await company.gate.actor_of(with_token(company.knock(method="POST"), made.token))
    assert (actor.person_id, actor.role, actor.rights) == (admin.id, Role.ADMINISTRATOR, frozenset(READ.scopes))
    assert not actor.sees_all
    assert company.gate.csrf_token(actor) is None
    assert (await company.door.me(actor)).csrf_token is None


async def test_it_is_never_shown_again(company: Company, admin: PersonRow, store: Store, published: Published) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    (row,) = await listed(store, admin)
    assert (row.id, row.name, row.scopes, row.last_used_at) == (made.id, "Reports", sorted(READ.scopes), None)
    assert made.token not in repr(row) + repr(published.facts)


@pytest.mark.parametrize("protocols", ["openline.v1, bearer.{}", "openline.v1,bearer.{}", "bearer.{}, openline.v1"])
async def test_a_socket_takes_it_as_a_subprotocol(
    company: Company, admin: PersonRow, store: Store, protocols: str
) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    headers = {"host": "chat.example.com", "origin": "https://elsewhere.example"}
    knock = replace(company.knock(), headers={**headers, "sec-websocket-protocol": protocols.format(made.token)})
    assert (await company.gate.actor_of_socket(knock)).person_id == admin.id
    assert (await company.gate.actor_of_socket(with_token(company.knock(), made.token))).person_id == admin.id
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(knock)


async def test_only_our_own_subprotocol_carries_a_token(company: Company, admin: PersonRow, store: Store) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    knock = replace(company.knock(), headers={"host": "x", "sec-websocket-protocol": f"chat, bearer.{made.token}"})
    assert knock.subprotocol_bearer is None
    assert replace(knock, headers={"sec-websocket-protocol": SUBPROTOCOL}).subprotocol_bearer is None


@pytest.mark.parametrize("token", ["", "ol_", "ol_nonsense", "other", "ключ"])
async def test_nonsense_is_no_token(company: Company, admin: PersonRow, token: str) -> None:
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(with_token(company.knock(), token))


async def test_a_bad_token_is_not_saved_by_a_good_cookie(company: Company, admin: PersonRow) -> None:
    knock = company.knock(await company.log_in(admin.email))
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(with_token(knock, "ol_nonsense"))


class TestScopes:
    async def test_an_agent_makes_and_sees_none(self, company: Company, agent: PersonRow, store: Store) -> None:
        with pytest.raises(NotAllowed):
            await store.commit(add_token, actor_of(agent), READ)
        with pytest.raises(NotAllowed):
            await listed(store, agent)

    async def test_a_token_makes_no_mightier_one(self, company: Company, admin: PersonRow, store: Store) -> None:
        narrow = replace(actor_of(admin), scopes=frozenset({Need.TOKENS_WRITE}))
        with pytest.raises(NotAllowed):
            await store.commit(add_token, narrow, READ)
        same = schemas.NewToken(name="Same", scopes=[Need.TOKENS_WRITE])
        assert (await store.commit(add_token, narrow, same)).scopes == [Need.TOKENS_WRITE]

    async def test_a_demoted_persons_token_shrinks_with_him(
        self, company: Company, admin: PersonRow, store: Store
    ) -> None:
        other = await company.person("Hoa", Role.ADMINISTRATOR)
        new = schemas.NewToken(name="x", scopes=[Need.PEOPLE_WRITE, Need.PEOPLE_READ])
        made = await store.commit(add_token, actor_of(other), new)
        knock = with_token(company.knock(), made.token)
        assert (await company.gate.actor_of(knock)).may(Need.PEOPLE_WRITE)
        demote = schemas.EditPerson(role=Role.AGENT)
        await store.commit(change_person, actor_of(admin), NobodyThere(), other.id, demote)
        assert (await company.gate.actor_of(knock)).rights == {Need.PEOPLE_READ}

    async def test_the_operator_gives_what_the_person_may(
        self, company: Company, agent: PersonRow, admin: PersonRow, store: Store
    ) -> None:
        new = schemas.NewToken(name="x", scopes=[Need.PEOPLE_WRITE, Need.PEOPLE_READ])
        row, _ = await store.commit(make_token, company.account.id, agent.id, new)
        assert row.needs == {Need.PEOPLE_READ}
        nothing = schemas.NewToken(name="x", scopes=[Need.PEOPLE_WRITE])
        with pytest.raises(InvalidField):
            await store.commit(make_token, company.account.id, agent.id, nothing)
        out = schemas.EditPerson(active=False)
        await store.commit(change_person, actor_of(admin), NobodyThere(), agent.id, out)
        with pytest.raises(PersonInactive):
            await store.commit(make_token, company.account.id, agent.id, new)


class TestEnding:
    async def test_revoking_ends_it_at_once(
        self, company: Company, admin: PersonRow, stranger: PersonRow, store: Store
    ) -> None:
        made = await store.commit(add_token, actor_of(admin), READ)
        knock = with_token(company.knock(), made.token)
        actor = await company.gate.actor_of(knock)
        with pytest.raises(TokenNotFound):
            await store.commit(revoke_token, actor_of(stranger), int(made.id))
        await store.commit(revoke_token, actor_of(admin), int(made.id))
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)
        assert not await company.gate.still(actor)
        with pytest.raises(TokenNotFound):
            await store.commit(revoke_token, actor_of(admin), int(made.id))

    async def test_it_expires(self, company: Company, admin: PersonRow, store: Store, clock: Clock) -> None:
        new = schemas.NewToken(name="x", scopes=[Need.PEOPLE_READ], expires_at=instant(clock.now() + HOUR))
        made = await store.commit(add_token, actor_of(admin), new)
        knock = with_token(company.knock(), made.token)
        await company.gate.actor_of(knock)
        clock.advance(HOUR)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)
        assert await store.commit(sweep) == 1

    @pytest.mark.parametrize("when", ["yesterday", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00"])
    async def test_a_useless_expiry_is_refused(
        self, company: Company, admin: PersonRow, store: Store, when: str
    ) -> None:
        new = schemas.NewToken(name="x", scopes=[Need.PEOPLE_READ], expires_at=when)
        with pytest.raises(InvalidField):
            await store.commit(add_token, actor_of(admin), new)


async def test_use_is_noted_coarsely(
    company: Company, admin: PersonRow, store: Store, clock: Clock, published: Published
) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    knock = with_token(company.knock(), made.token)
    clock.advance(USED_EVERY_MS)
    before = len(published.batches)
    for _ in range(10):
        await company.gate.actor_of(knock)
        clock.advance(USED_EVERY_MS // 20)
    assert len(published.batches) - before == 1
    (row,) = await listed(store, admin)
    assert row.last_used_at is not None
    assert clock.now() - millis(row.last_used_at) <= USED_EVERY_MS


async def test_a_person_has_a_bounded_number(company: Company, admin: PersonRow, store: Store) -> None:
    for _ in range(MAX_TOKENS):
        await store.commit(add_token, actor_of(admin), READ)
    with pytest.raises(TooManyTokens):
        await store.commit(add_token, actor_of(admin), READ)
    first = await store.read(tokens_page, actor_of(admin), after=None, limit=MAX_TOKENS - 1)
    rest = await store.read(tokens_page, actor_of(admin), after=first.next, limit=MAX_TOKENS - 1)
    assert len({token.id for token in first.items + rest.items}) == MAX_TOKENS
    assert rest.next is None


async def test_anothers_account_does_not_know_it(
    company: Company, admin: PersonRow, stranger: PersonRow, store: Store
) -> None:
    made = await store.commit(add_token, actor_of(admin), READ)
    assert await listed(store, stranger) == []
    foreign = replace(company.knock(), headers={"host": "other.example"})
    with pytest.raises(LoginNeeded):
        await company.gate.actor_of(with_token(foreign, made.token))


def test_an_actor_of_a_token_has_no_more_than_its_role() -> None:
    actor = Actor(account_id=1, person_id=1, role=Role.AGENT, locale="en", scopes=frozenset(Need))
    assert Need.PEOPLE_WRITE not in actor.rights
