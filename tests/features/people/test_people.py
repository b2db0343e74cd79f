"""People: invited, changed, shut out; the account always keeps an administrator."""

import asyncio

import msgspec
import pytest

from openline.features.people import schemas
from openline.features.people.errors import EmailTaken, LastAdministrator, PersonNotFound, TooManyPeople
from openline.features.people.events import PersonChanged
from openline.features.people.repository import MAX_PEOPLE
from openline.features.people.service import (
    PEOPLE,
    NobodyThere,
    PersonRow,
    add_person,
    add_token,
    change_me,
    change_person,
    people_of_account,
    people_page,
    show_person,
    tokens_page,
    wire_person,
)
from openline.features.people.types import Need, Role
from openline.kit.errors import InvalidField, LoginNeeded, NotAllowed, VersionConflict
from openline.store import Store, UnitOfWork
from tests.features.people.conftest import Company, actor_of
from tests.support.store import Published

NOBODY = NobodyThere()
NEW = schemas.NewPerson(name="Hoa", email="Hoa@Example.com", role=Role.AGENT)


async def change(store: Store, by: PersonRow, whom: PersonRow, **changes: object) -> schemas.Person:
    asked = schemas.EditPerson(**changes)  # type: ignore[arg-type]
    return await store.commit(change_person, actor_of(by), NOBODY, whom.id, asked)


class TestInviting:
    async def test_the_invited_have_the_accounts_language_and_zone(
        self, company: Company, admin: PersonRow, store: Store, published: Published
    ) -> None:
        person = await store.commit(add_person, actor_of(admin), NEW, "https://x")
        assert person.email == "hoa@example.com"
        assert (person.locale, person.time_zone) == ("vi", "Asia/Ho_Chi_Minh")
        assert (person.active, person.joined, person.presence) == (True, False, "offline")
        assert person.invite_url.startswith("https://x/link/")
        fact = published.facts[-2]
        assert isinstance(fact, PersonChanged)
        assert (fact.person_id, fact.actor_id, fact.audience) == (int(person.id), admin.id, None)

    async def test_an_address_is_taken_once_in_an_account(
        self, company: Company, admin: PersonRow, stranger: PersonRow, store: Store
    ) -> None:
        await store.commit(add_person, actor_of(admin), NEW, "")
        with pytest.raises(EmailTaken):
            await store.commit(add_person, actor_of(admin), NEW, "")
        await store.commit(add_person, actor_of(stranger), NEW, "")

    async def test_of_many_at_once_with_one_address_one_is_added(
        self, company: Company, admin: PersonRow, store: Store, other_node: Store
    ) -> None:
        done = await asyncio.gather(
            *(node.commit(add_person, actor_of(admin), NEW, "") for node in (store, other_node) * 3),
            return_exceptions=True,
        )
        assert [type(d) for d in done].count(EmailTaken) == 5
        assert [p.email for p in await store.read(people_of_account, company.account.id)].count("hoa@example.com") == 1

    async def test_numbers_are_the_accounts_own(self, company: Company, admin: PersonRow, stranger: PersonRow) -> None:
        row, _ = await company.invited("Hoa")
        assert stranger.number == admin.number == 1
        assert row.number == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"email": "nonsense"}, {"email": "a@b@c"}, {"email": "a b@c"}, {"email": "a@.c"}, {"email": "a@c.\n"},
            {"email": "x" * 65 + "@c.d"}, {"email": "a@" + "x" * 260}, {"email": "a@b.c,d@e.f"}, {"name": " \n "},
            {"name": "x" * 256}, {"time_zone": "Mars/Olympus"},
        ],
    )  # fmt: skip
    async def test_nonsense_is_refused(
        self, company: Company, admin: PersonRow, store: Store, wrong: dict[str, str]
    ) -> None:
        fields = {"name": "Hoa", "email": "hoa@example.com", "role": Role.AGENT, **wrong}
        with pytest.raises(InvalidField):
            await store.commit(add_person, actor_of(admin), schemas.NewPerson(**fields), "")  # type: ignore[arg-type]
        assert await store.read(people_of_account, company.account.id) == [admin]

    async def test_an_agent_invites_nobody(self, company: Company, agent: PersonRow, store: Store) -> None:
        with pytest.raises(NotAllowed):
            await store.commit(add_person, actor_of(agent), NEW, "")

    async def test_an_account_is_full_some_day(self, company: Company, admin: PersonRow, store: Store) -> None:
        async def fill(uow: UnitOfWork) -> None:
            for n in range(2, MAX_PEOPLE + 1):
                PEOPLE.add(uow, msgspec.structs.replace(admin, id=uow.new_id(), number=n, email=f"{n}@example.com"))

        await store.commit(fill)
        with pytest.raises(TooManyPeople):
            await store.commit(add_person, actor_of(admin), NEW, "")


class TestChanging:
    async def test_everything_an_administrator_may_change(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        changed = await change(
            store, admin, agent, name="Lan Anh", role=Role.ADMINISTRATOR, locale="ru", time_zone="Europe/Moscow",
            version=agent.version,
        )  # fmt: skip
        assert (changed.name, changed.role, changed.locale) == ("Lan Anh", Role.ADMINISTRATOR, "ru")
        assert changed == wire_person(await company.row(agent))
        assert changed.version == agent.version + 1

    async def test_an_old_version_is_refused(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        await change(store, admin, agent, name="Lan Anh")
        with pytest.raises(VersionConflict):
            await change(store, admin, agent, name="Anh Lan", version=agent.version)
        assert (await company.row(agent)).name == "Lan Anh"

    async def test_nothing_new_announces_nothing(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store, published: Published
    ) -> None:
        before = len(published.facts)
        assert (await change(store, admin, agent, name=agent.name)).version == agent.version
        assert len(published.facts) == before

    async def test_an_agent_changes_nobody_but_himself(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        for whom in (admin, agent):
            with pytest.raises(NotAllowed):
                await change(store, agent, whom, role=Role.ADMINISTRATOR)
        await store.commit(change_me, actor_of(agent), schemas.EditMe(name="Lan Anh", locale="en"))
        row = await company.row(agent)
        assert (row.name, row.locale, row.role) == ("Lan Anh", "en", Role.AGENT)

    async def test_another_accounts_person_looks_like_none(
        self, company: Company, agent: PersonRow, stranger: PersonRow, store: Store
    ) -> None:
        with pytest.raises(PersonNotFound):
            await change(store, stranger, agent, name="Mine")
        with pytest.raises(PersonNotFound):
            await store.read(show_person, actor_of(stranger), NOBODY, agent.id)
        page = await store.read(people_page, actor_of(stranger), NOBODY, after=None, limit=50)
        assert [p.id for p in page.items] == [str(stranger.id)]

    async def test_another_role_is_in_force_at_once(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        knock = company.knock(await company.log_in(agent.email))
        assert not (await company.gate.actor_of(knock)).may(Need.PEOPLE_WRITE)
        await change(store, admin, agent, role=Role.ADMINISTRATOR)
        assert (await company.gate.actor_of(knock)).may(Need.PEOPLE_WRITE)


class TestDeactivating:
    async def test_logins_and_tokens_end_at_once_and_stay_ended(
        self, company: Company, admin: PersonRow, store: Store, published: Published
    ) -> None:
        other = await company.person("Hoa", Role.ADMINISTRATOR)
        knock = company.knock(await company.log_in(other.email))
        actor = await company.gate.actor_of(knock)
        made = await store.commit(add_token, actor, schemas.NewToken(name="CI", scopes=[Need.PEOPLE_READ]))
        await change(store, admin, other, active=False)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)
        assert not await company.gate.still(actor)
        kinds = [logged.fact.kind for logged in published.batches[-1].facts]
        assert sorted(kinds) == ["login.ended", "person.changed", "token.revoked"]
        await change(store, admin, other, active=True)
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(knock)
        assert (await store.read(tokens_page, actor_of(admin), after=None, limit=50)).items == []
        assert made.token
        await company.log_in(other.email)

    async def test_the_last_administrator_stays(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        await company.invited("Hoa", Role.ADMINISTRATOR)  # cannot log in yet, so does not count
        for last in ({"active": False}, {"role": Role.AGENT}):
            with pytest.raises(LastAdministrator):
                await change(store, admin, admin, **last)
        await change(store, admin, agent, role=Role.ADMINISTRATOR)
        assert (await change(store, admin, admin, role=Role.AGENT)).role is Role.AGENT

    async def test_two_who_demote_each_other_at_once_leave_one(
        self, company: Company, admin: PersonRow, store: Store, other_node: Store
    ) -> None:
        other = await company.person("Hoa", Role.ADMINISTRATOR)
        for _ in range(10):
            done = await asyncio.gather(
                change(store, admin, other, role=Role.AGENT),
                change(other_node, other, admin, active=False),
                return_exceptions=True,
            )
            assert [isinstance(d, LastAdministrator) for d in done].count(True) == 1
            by = other if isinstance(done[0], LastAdministrator) else admin
            await change(store, by, other, role=Role.ADMINISTRATOR)
            await change(store, by, admin, active=True)


async def test_people_come_in_pages(company: Company, agent: PersonRow, store: Store) -> None:
    for n in range(4):
        await company.invited(f"P{n}")
    seen: list[int] = []
    cursor: str | None = None
    while True:
        page = await store.read(people_page, actor_of(agent), NOBODY, after=cursor, limit=2)
        seen += [p.number for p in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == sorted(p.number for p in await store.read(people_of_account, company.account.id))
    assert len(seen) == 5
