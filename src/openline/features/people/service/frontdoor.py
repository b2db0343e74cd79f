"""What happens at the front door: log in, links, passwords. Joins hashing, limits and mail to the use cases."""

import msgspec

from openline.features.accounts.service import Account, Hosts, account_row
from openline.features.people import schemas
from openline.features.people.errors import (
    DemoLoginRefused,
    DemoPasswordFixed,
    OldPasswordWrong,
    PersonInactive,
    WrongPassword,
)
from openline.features.people.repository import LoginRow, PersonRow
from openline.features.people.service import limits, links, logins, people, rows
from openline.features.people.service.gate import Gate
from openline.features.people.service.knock import Knock
from openline.features.people.service.limits import Attempts
from openline.features.people.service.logins import Browser, Proof
from openline.features.people.service.mailroom import Addressee, Mailroom
from openline.features.people.service.passwords import Passwords, check_strength
from openline.features.people.service.presences import Presences
from openline.features.people.types import Actor, LinkKind, Need, Role, folded_email
from openline.kit.errors import NotAllowed, TooMany, about
from openline.kit.secrets import fingerprint, random_token
from openline.store import Store, View


class Entered(msgspec.Struct, frozen=True):
    """Somebody is in: the cookie's token, and who he is."""

    token: str
    me: schemas.Me


class FrontDoor:
    """Everything that needs a password, a link or a mail."""

    def __init__(
        self, store: Store, hosts: Hosts, gate: Gate, passwords: Passwords, attempts: Attempts, mailroom: Mailroom,
        presences: Presences,
    ) -> None:  # fmt: skip
        self._store = store
        self._hosts = hosts
        self._gate = gate
        self._passwords = passwords
        self._attempts = attempts
        self._mailroom = mailroom
        self._presences = presences

    async def log_in(self, knock: Knock, asked: schemas.LogIn) -> Entered:
        """Check the password and start a login.

        Raises WrongPassword, TooMany, DemoLoginRefused, OriginNotAllowed.
        """
        self._gate.check_origin(knock)
        account = await self._hosts.account_of(knock.host)
        who = (account.id, folded_email(asked.email))
        self._attempts.check(limits.FAILURES_OF_ADDRESS, limits.place_of(knock.peer))
        self._attempts.take(limits.LOGIN_OF_EMAIL, who)
        try:
            entered = await self._checked_login(knock, account, asked)
        except WrongPassword:
            self._attempts.count(limits.FAILURES_OF_ADDRESS, limits.place_of(knock.peer))
            raise
        self._attempts.forgive(limits.LOGIN_OF_EMAIL, who)
        return entered

    async def _checked_login(self, knock: Knock, account: Account, asked: schemas.LogIn) -> Entered:
        person = await self._store.read(rows.person_by_email, account.id, asked.email)
        if person is not None and person.demo and not knock.local:
            raise DemoLoginRefused
        # Who is not there, or not allowed in, takes as long as a wrong password.
        stored = person.password_hash if person is not None and person.active else None
        if not await self._passwords.verify(stored, asked.password):
            raise WrongPassword
        assert person is not None
        assert stored is not None
        better = await self._passwords.hash(asked.password) if self._passwords.is_weakly_hashed(stored) else None
        token, browser = _browser(knock)
        proof = Proof(hash=stored, better=better)
        return await self._entered(
            token, await self._store.commit(logins.start_login, account.id, person.id, proof, browser)
        )

    async def _entered(self, token: str, started: tuple[PersonRow, LoginRow]) -> Entered:
        person, login = started
        actor = Actor(
            account_id=person.account_id, person_id=person.id, role=Role(person.role), locale=person.locale,
            login_id=login.id,
        )  # fmt: skip
        return Entered(token, await self.me(actor))

    async def me(self, actor: Actor) -> schemas.Me:
        """Who asks."""
        return await self._store.read(people.me, actor, self._presences, self._gate.csrf_token(actor))

    async def show_link(self, knock: Knock, token: str) -> schemas.LinkInfo:
        """What a link is for.

        Raises LinkGone.
        """
        account = await self._hosts.account_of(knock.host)
        return await self._store.read(links.show_link, account.id, fingerprint(token))

    async def use_link(self, knock: Knock, token: str, asked: schemas.UseLink) -> Entered:
        """Set the password and log in.

        Raises LinkGone, PasswordWeak, InvalidField, EmailTaken, OriginNotAllowed, TooMany.
        """
        self._gate.check_origin(knock)
        account = await self._hosts.account_of(knock.host)
        # A link that is gone is refused before anything costly is done for it.
        link = await self._store.read(links.show_link, account.id, fingerprint(token))
        with about("password"):
            check_strength(asked.password, link.email or folded_email(asked.email or ""))
        login_token, browser = _browser(knock)
        use = links.LinkUse(
            fingerprint=fingerprint(token), password_hash=await self._passwords.hash(asked.password), browser=browser,
            asked=asked,
        )  # fmt: skip
        return await self._entered(login_token, await self._store.commit(links.use_link, account.id, use))

    async def change_password(self, actor: Actor, asked: schemas.ChangePassword) -> None:
        """Replace the own password; the other logins end.

        Raises OldPasswordWrong, PasswordWeak, DemoPasswordFixed, NotAllowed, TooMany.
        """
        person = await self._store.read(rows.person_row, actor.account_id, actor.person_id)
        if person.demo:
            raise DemoPasswordFixed
        if person.password_hash is None or actor.login_id is None:
            raise NotAllowed(need=Need.OWN_LOGIN)
        with about("new"):
            check_strength(asked.new, person.email)
        self._attempts.take(limits.OLD_PASSWORD, actor.person_id)
        if not await self._passwords.verify(person.password_hash, asked.old):
            raise OldPasswordWrong
        self._attempts.forgive(limits.OLD_PASSWORD, actor.person_id)
        proof = Proof(hash=person.password_hash, better=await self._passwords.hash(asked.new))
        await self._store.commit(logins.change_my_password, actor, proof)

    async def ask_reset(self, knock: Knock, email: str) -> None:
        """Mail a reset link if somebody has this address; the answer is the same and as quick if nobody has.

        Raises TooMany, OriginNotAllowed.
        """
        self._gate.check_origin(knock)
        account = await self._hosts.account_of(knock.host)
        self._attempts.take(limits.RESET_OF_ADDRESS, limits.place_of(knock.peer))
        try:
            self._attempts.take(limits.RESET_OF_EMAIL, (account.id, folded_email(email)))
        except TooMany:
            return
        if self._mailroom.sends(account):
            self._mailroom.run(self._mail_reset(account, email))

    async def _mail_reset(self, account: Account, email: str) -> None:
        try:
            made = await self._store.commit(links.reset_by_email, account.id, email)
        except (PersonInactive, DemoPasswordFixed):
            return
        if made is not None:
            person, token = made
            base_url = self._mailroom.public_url(account)
            assert base_url is not None
            url = people.link_url(base_url, token)
            await self._mailroom.send(LinkKind.RESET, account, _addressee(person), url)

    async def reset_for(self, knock: Knock, actor: Actor, person_id: int) -> schemas.ResetLink:
        """A reset link for a person: mailed where mail is set up, else shown to the administrator.

        Raises NotAllowed, PersonNotFound, PersonInactive, DemoPasswordFixed.
        """
        account = await self._hosts.account_of(knock.host)
        person, token = await self._store.commit(links.reset_for, actor, person_id)
        url = people.link_url(self.base_url(knock, account), token)
        if not self._mailroom.sends(account):
            return schemas.ResetLink(reset_url=url, mailed=False)
        self._mailroom.run(self._mailroom.send(LinkKind.RESET, account, _addressee(person), url))
        return schemas.ResetLink(reset_url=None, mailed=True)

    async def invite_again(self, knock: Knock, actor: Actor, person_id: int) -> schemas.Invitation:
        """A new invitation, shown, and mailed where mail is set up.

        Raises NotAllowed, PersonNotFound, PersonInactive, AlreadyJoined.
        """
        account = await self._hosts.account_of(knock.host)
        person, token = await self._store.commit(links.invite_again, actor, person_id)
        url = people.link_url(self.base_url(knock, account), token)
        return schemas.Invitation(invite_url=url, mailed=await self.mail_invitation(actor, _addressee(person), url))

    async def mail_invitation(self, actor: Actor, to: Addressee, url: str) -> bool:
        """Mail an invitation that was made; False where mail is not set up."""
        account, inviter = await self._store.read(_inviter, actor)
        if not self._mailroom.sends(account):
            return False
        to = msgspec.structs.replace(to, inviter=inviter)
        self._mailroom.run(self._mailroom.send(LinkKind.INVITATION, account, to, url))
        return True

    async def base_url_of(self, knock: Knock) -> str:
        """Where the console is reached, for a link shown to the very person who asks."""
        return self.base_url(knock, await self._hosts.account_of(knock.host))

    def base_url(self, knock: Knock, account: Account) -> str:
        """The same when the account is known."""
        return self._mailroom.public_url(account) or knock.own_url

    def secure(self, knock: Knock) -> bool:
        """Whether cookies may travel over HTTPS only."""
        return self._gate.https or knock.own_url.startswith("https:")

    async def stop(self) -> None:
        """Let mails that are under way go out."""
        await self._mailroom.stop()

    async def setup(self, knock: Knock) -> schemas.Setup:
        """What the login page must know."""
        account = await self._hosts.account_of(knock.host)
        return await self._store.read(people.setup, account.id, shows_demo=bool(account.demo) and knock.local)


def _browser(knock: Knock) -> tuple[str, Browser]:
    """A new cookie's token, and what is stored of it."""
    token = random_token()
    return token, Browser(fingerprint=fingerprint(token), ip=knock.peer, agent=knock.headers.get("user-agent", ""))


def _addressee(person: PersonRow) -> Addressee:
    return Addressee(name=person.name, email=person.email, locale=person.locale)


async def _inviter(view: View, actor: Actor) -> tuple[Account, str]:
    account = await account_row(view, actor.account_id)
    return account, (await rows.person_row(view, actor.account_id, actor.person_id)).name
