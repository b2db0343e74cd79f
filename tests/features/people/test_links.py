"""Links set a password once: for the invited, for who forgot, for the first administrator."""

import asyncio
from dataclasses import replace

import pytest

from openline.features.accounts.service import change_account
from openline.features.people import schemas
from openline.features.people.errors import (
    AlreadyJoined,
    EmailTaken,
    LinkGone,
    OriginNotAllowed,
    PasswordWeak,
    PersonInactive,
    PersonNotFound,
    WrongPassword,
)
from openline.features.people.repository import MAX_LINKS
from openline.features.people.service import (
    Entered,
    PersonRow,
    add_person,
    change_person,
    first_administrator_link,
    invite_again,
    reset_by_email,
    reset_for,
)
from openline.features.people.service.limits import RESET_OF_ADDRESS, RESET_OF_EMAIL
from openline.features.people.service.links import LASTS_MS, LinkUse, find_link, use_link
from openline.features.people.service.logins import Browser
from openline.features.people.service.presences import NobodyThere
from openline.features.people.types import LinkKind, Role
from openline.kit.clock import Clock
from openline.kit.errors import InvalidField, LoginNeeded, NotAllowed, TooMany
from openline.kit.secrets import fingerprint
from openline.kit.wire import Secret
from openline.store import Store
from tests.features.people.conftest import FAST, PASSWORD, PUBLIC_URL, Company, Letters, actor_of
from tests.support.store import Published


class TestInvitation:
    async def test_the_invited_chooses_name_and_password_and_is_in(self, company: Company, admin: PersonRow) -> None:
        row, token = await company.invited("Hoa")
        info = await company.door.show_link(company.knock(), token)
        assert (info.kind, info.email, info.name, info.account) == ("invitation", row.email, "Hoa", "Nón Lá")
        entered = await company.use_link(token, name=" Nguyễn  Thị Hoa ")
        assert entered.me.person.name == "Nguyễn Thị Hoa"
        assert entered.me.person.joined
        await company.gate.actor_of(company.knock(entered))
        await company.log_in("hoa@example.com")

    async def test_it_works_once(self, company: Company) -> None:
        _, token = await company.invited("Hoa")
        await company.use_link(token)
        with pytest.raises(LinkGone):
            await company.use_link(token, "another horse")
        with pytest.raises(LinkGone):
            await company.door.show_link(company.knock(), token)
        await company.log_in("hoa@example.com")

    async def test_of_two_who_use_it_at_once_one_is_refused(
        self, company: Company, store: Store, other_node: Store
    ) -> None:
        _, token = await company.invited("Hoa")
        uses = [
            LinkUse(
                fingerprint=fingerprint(token), password_hash=FAST.hash(password),
                browser=Browser(fingerprint=password, ip="", agent=""),
                asked=schemas.UseLink(password=Secret(password)),
            )
            for password in ("first horse", "second horse")
        ]  # fmt: skip
        done = await asyncio.gather(
            *(
                node.commit(use_link, company.account.id, use)
                for node, use in zip((store, other_node), uses, strict=True)
            ),
            return_exceptions=True,
        )
        assert [isinstance(d, LinkGone) for d in done].count(True) == 1
        won = [isinstance(d, LinkGone) for d in done].index(False)
        await company.log_in("hoa@example.com", ("first horse", "second horse")[won])
        with pytest.raises(WrongPassword):
            await company.log_in("hoa@example.com", ("second horse", "first horse")[won])

    async def test_it_expires(self, company: Company, clock: Clock) -> None:
        _, token = await company.invited("Hoa")
        clock.advance(LASTS_MS[LinkKind.INVITATION])
        with pytest.raises(LinkGone):
            await company.use_link(token)

    async def test_a_new_one_replaces_it(self, company: Company, admin: PersonRow, store: Store) -> None:
        row, old = await company.invited("Hoa")
        _, new = await store.commit(invite_again, actor_of(admin), row.id)
        with pytest.raises(LinkGone):
            await company.use_link(old)
        await company.use_link(new)
        with pytest.raises(AlreadyJoined):
            await store.commit(invite_again, actor_of(admin), row.id)

    async def test_it_is_gone_with_its_person(self, company: Company, admin: PersonRow, store: Store) -> None:
        row, token = await company.invited("Hoa")
        await store.commit(change_person, actor_of(admin), NobodyThere(), row.id, schemas.EditPerson(active=False))
        with pytest.raises(LinkGone):
            await company.use_link(token)
        with pytest.raises(PersonInactive):
            await store.commit(invite_again, actor_of(admin), row.id)
        await store.commit(change_person, actor_of(admin), NobodyThere(), row.id, schemas.EditPerson(active=True))
        with pytest.raises(LinkGone):
            await company.use_link(token)

    @pytest.mark.parametrize(
        "weak",
        ["short", "password123", "11111111", "hoa@example.com", "ПАРОЛЬ123", "x" * 257],  # noqa: RUF001
    )
    async def test_an_easy_password_is_refused_and_the_link_stays(self, company: Company, weak: str) -> None:
        _, token = await company.invited("Hoa")
        with pytest.raises(PasswordWeak):
            await company.use_link(token, weak)
        await company.use_link(token)

    async def test_it_belongs_to_its_account(self, company: Company, stranger: PersonRow, store: Store) -> None:
        _, token = await company.invited("Hoa")
        with pytest.raises(LinkGone):
            await store.read(find_link, stranger.account_id, fingerprint(token))

    async def test_a_page_of_another_site_cannot_use_it(self, company: Company) -> None:
        _, token = await company.invited("Hoa")
        knock = company.knock()
        evil = replace(knock, headers={**knock.headers, "origin": "https://evil.example"})
        with pytest.raises(OriginNotAllowed):
            await company.door.use_link(evil, token, schemas.UseLink(password=Secret(PASSWORD)))


class TestReset:
    async def test_it_ends_every_login(self, company: Company, agent: PersonRow, store: Store) -> None:
        before = await company.log_in("lan@example.com")
        await company.gate.actor_of(company.knock(before))
        made = await store.commit(reset_by_email, company.account.id, "LAN@example.com")
        assert made is not None
        entered = await company.use_link(made[1], "battery staple")
        with pytest.raises(LoginNeeded):
            await company.gate.actor_of(company.knock(before))
        await company.gate.actor_of(company.knock(entered))
        with pytest.raises(WrongPassword):
            await company.log_in("lan@example.com")
        await company.log_in("lan@example.com", "battery staple")

    async def test_it_is_short_lived(self, company: Company, agent: PersonRow, store: Store, clock: Clock) -> None:
        made = await store.commit(reset_by_email, company.account.id, agent.email)
        assert made is not None
        clock.advance(LASTS_MS[LinkKind.RESET])
        with pytest.raises(LinkGone):
            await company.use_link(made[1], "battery staple")

    async def test_an_agent_cannot_ask_for_somebody_else(
        self, company: Company, admin: PersonRow, agent: PersonRow, stranger: PersonRow, store: Store
    ) -> None:
        with pytest.raises(NotAllowed):
            await store.commit(reset_for, actor_of(agent), admin.id)
        with pytest.raises(PersonNotFound):
            await store.commit(reset_for, actor_of(stranger), admin.id)

    async def test_with_mail_it_is_mailed_and_not_shown(
        self, company: Company, admin: PersonRow, agent: PersonRow
    ) -> None:
        answer = await company.door.reset_for(company.knock(), actor_of(admin), agent.id)
        await company.mailroom.stop()
        assert (answer.reset_url, answer.mailed) == (None, True)
        (mail,) = company.mails
        assert mail.to == agent.email
        assert "Đặt lại mật khẩu" in mail.subject
        await company.use_link(token_in(mail.body), "battery staple")

    async def test_without_mail_it_is_shown_to_the_administrator(
        self, company: Company, admin: PersonRow, agent: PersonRow
    ) -> None:
        answer = await replace(company, letters=None).door.reset_for(company.knock(), actor_of(admin), agent.id)
        assert not answer.mailed
        assert answer.reset_url is not None
        assert answer.reset_url.startswith(f"{PUBLIC_URL}/link/")
        await company.use_link(token_in(answer.reset_url), "battery staple")


class TestForgotten:
    async def ask(self, company: Company, email: str, peer: str = "203.0.113.7") -> None:
        await company.door.ask_reset(company.knock(peer=peer), email)
        await company.mailroom.stop()

    async def test_a_mail_with_a_link_comes(self, company: Company, agent: PersonRow) -> None:
        await self.ask(company, "LAN@example.com")
        (mail,) = company.mails
        assert f"{PUBLIC_URL}/link/" in mail.body
        await company.use_link(token_in(mail.body), "battery staple")

    async def test_an_unknown_address_gets_the_same_answer_and_no_mail(self, company: Company) -> None:
        await self.ask(company, "nobody@example.com")
        assert company.mails == []

    async def test_who_is_deactivated_gets_no_mail(
        self, company: Company, admin: PersonRow, agent: PersonRow, store: Store
    ) -> None:
        await store.commit(change_person, actor_of(admin), NobodyThere(), agent.id, schemas.EditPerson(active=False))
        await self.ask(company, agent.email)
        assert company.mails == []

    async def test_nobody_is_flooded_with_mails(self, company: Company, agent: PersonRow) -> None:
        for n in range(2 * RESET_OF_EMAIL.burst):
            await self.ask(company, agent.email, peer=f"203.0.113.{n}")
        assert len(company.mails) == RESET_OF_EMAIL.burst

    async def test_one_place_asks_a_bounded_number_of_times(self, company: Company) -> None:
        for n in range(RESET_OF_ADDRESS.burst):
            await self.ask(company, f"somebody{n}@example.com")
        with pytest.raises(TooMany):
            await self.ask(company, "lan@example.com")

    async def test_a_host_header_never_stands_in_a_mail(self, company: Company, agent: PersonRow, store: Store) -> None:
        knock = replace(company.knock(), headers={"host": "evil.example"})
        await company.door.ask_reset(knock, agent.email)
        await company.mailroom.stop()
        (mail,) = company.mails
        assert "evil" not in mail.body

    async def test_without_a_public_url_no_mail_goes_out(self, company: Company, agent: PersonRow) -> None:
        homeless = await company.store.commit(change_account, company.account.id, domain="")
        assert not replace(company, account=homeless, public_url=None).mailroom.sends(homeless)
        await self.ask(replace(company, public_url=None), agent.email)
        assert company.mails == []

    async def test_a_mail_server_that_refuses_breaks_nothing(
        self, company: Company, agent: PersonRow, letters: Letters
    ) -> None:
        letters.fails = True
        await self.ask(company, agent.email)
        letters.fails = False
        await self.ask(company, agent.email)
        assert len(company.mails) == 1


def token_in(text: str) -> str:
    return text.partition("/link/")[2].split()[0]


class TestFirstAdministrator:
    async def test_the_first_one_makes_himself(self, company: Company, store: Store, published: Published) -> None:
        assert (await company.door.setup(company.knock())).needed
        token = await store.commit(first_administrator_link, company.account.id)
        assert token is not None
        info = await company.door.show_link(company.knock(), token)
        assert (info.kind, info.email, info.name) == ("first_administrator", None, None)
        entered = await self.use(company, token)
        assert entered.me.person.role is Role.ADMINISTRATOR
        assert (entered.me.person.locale, entered.me.person.time_zone) == ("ru", "Asia/Ho_Chi_Minh")
        assert not (await company.door.setup(company.knock())).needed
        assert await store.commit(first_administrator_link, company.account.id) is None
        with pytest.raises(LinkGone):
            await self.use(company, token, email="second@example.com")

    async def use(self, company: Company, token: str, email: str = "Mai@Example.com") -> Entered:
        return await company.use_link(token, name="Mai", email=email, locale="ru")

    async def test_one_use_ends_all_that_were_printed(self, company: Company, store: Store) -> None:
        tokens = [await store.commit(first_administrator_link, company.account.id) for _ in range(MAX_LINKS + 1)]
        with pytest.raises(LinkGone):
            await self.use(company, tokens[0] or "")
        await self.use(company, tokens[1] or "")
        with pytest.raises(LinkGone):
            await self.use(company, tokens[2] or "", email="second@example.com")

    async def test_of_two_at_once_one_becomes_it(self, company: Company, store: Store) -> None:
        token = await store.commit(first_administrator_link, company.account.id) or ""
        done = await asyncio.gather(
            *(self.use(company, token, email=f"{name}@example.com") for name in "ab"), return_exceptions=True
        )
        assert [isinstance(d, LinkGone) for d in done].count(True) == 1

    async def test_who_he_is_must_be_said(self, company: Company, agent: PersonRow, store: Store) -> None:
        token = await store.commit(first_administrator_link, company.account.id) or ""
        for wrong in ({}, {"name": "Mai"}, {"email": "mai@example.com"}, {"name": "Mai", "email": "nonsense"}):
            with pytest.raises(InvalidField):
                await company.use_link(token, **wrong)
        with pytest.raises(EmailTaken):
            await company.use_link(token, name="Mai", email=agent.email)
        await self.use(company, token)


async def test_an_invitation_is_mailed_too(company: Company, admin: PersonRow, store: Store) -> None:
    new = schemas.NewPerson(name="Hoa", email="hoa@example.com", role=Role.AGENT, locale="ru")
    base_url = await company.door.base_url_of(company.knock())
    person = await store.commit(add_person, actor_of(admin), new, base_url)
    answer = await company.door.invite_again(company.knock(), actor_of(admin), int(person.id))
    await company.mailroom.stop()
    (mail,) = company.mails
    assert answer.mailed
    assert answer.invite_url in mail.body
    assert "Mai приглашает вас" in mail.body
