"""One company with an administrator and an agent, and everything that stands at its front door."""

from dataclasses import dataclass, replace

import pytest
from argon2 import PasswordHasher

from openline.features.accounts.service import Account, Hosts, NewAccount, add_account, first_account
from openline.features.people import schemas
from openline.features.people.service import (
    Attempts,
    Entered,
    FrontDoor,
    Gate,
    Knock,
    Mailroom,
    Newcomer,
    NobodyThere,
    Passwords,
    PersonRow,
    invite,
    person_row,
)
from openline.features.people.types import CSRF_HEADER, LOGIN_COOKIE, Actor, Role
from openline.kit.clock import Clock
from openline.kit.i18n import load_texts
from openline.kit.mail import Mail, MailFailed
from openline.kit.secrets import Keyring
from openline.kit.wire import Secret
from openline.store import Store
from tests.support.store import Published

PASSWORD = "correct horse"
PUBLIC_URL = "https://chat.example.com"
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Letters:
    """A mailer that keeps what it is given, or fails."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.fails = False

    async def send(self, mail: Mail) -> None:
        if self.fails:
            raise MailFailed("refused")
        self.sent.append(mail)


@dataclass
class Company:
    """What tests do with an account: invite, log in, knock."""

    store: Store
    clock: Clock
    account: Account
    hosts: Hosts
    gate: Gate
    attempts: Attempts
    letters: Letters | None
    public_url: str | None = PUBLIC_URL

    def __post_init__(self) -> None:
        self.passwords = Passwords(FAST)
        self.mailroom = Mailroom(self.letters, load_texts(), self.clock, self.public_url)
        self.door = FrontDoor(
            self.store, self.hosts, self.gate, self.passwords, self.attempts, self.mailroom, NobodyThere()
        )

    @property
    def mails(self) -> list[Mail]:
        """What went out."""
        return self.letters.sent if self.letters else []

    async def person(self, name: str, role: Role = Role.AGENT) -> PersonRow:
        """Somebody who has joined with PASSWORD."""
        new = Newcomer(name=name, email=f"{name.lower()}@example.com", role=role, password_hash=FAST.hash(PASSWORD))
        row, _ = await self.store.commit(invite, self.account.id, new)
        return row

    async def invited(self, name: str, role: Role = Role.AGENT) -> tuple[PersonRow, str]:
        """Somebody who has not, and his invitation's token."""
        new = Newcomer(name=name, email=f"{name.lower()}@example.com", role=role)
        return await self.store.commit(invite, self.account.id, new)

    async def row(self, person: PersonRow) -> PersonRow:
        """The person as he now is."""
        return await self.store.read(person_row, person.account_id, person.id)

    async def log_in(self, email: str, password: str = PASSWORD, knock: Knock | None = None) -> Entered:
        return await self.door.log_in(knock or self.knock(), schemas.LogIn(email=email, password=Secret(password)))

    async def use_link(self, token: str, password: str = PASSWORD, **more: str) -> Entered:
        asked = schemas.UseLink(password=Secret(password), **more)  # type: ignore[arg-type]
        return await self.door.use_link(self.knock(), token, asked)

    def knock(self, entered: Entered | None = None, *, method: str = "GET", peer: str = "203.0.113.7") -> Knock:
        """A request of a browser, with the cookie and the CSRF token if it is logged in."""
        headers = {"host": "chat.example.com", "user-agent": "Firefox"}
        cookies = {}
        if entered is not None:
            cookies[LOGIN_COOKIE] = entered.token
            headers[CSRF_HEADER] = entered.me.csrf_token or ""
        return Knock(method=method, scheme="https", peer=peer, headers=headers, cookies=cookies)

    def local_knock(self, **headers: str) -> Knock:
        """A request from the server's own computer."""
        changed = {"host": "localhost:8765"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self.knock(peer="127.0.0.1"), headers=changed, scheme="http")


def actor_of(person: PersonRow) -> Actor:
    """The person with all rights of the role."""
    return Actor(account_id=person.account_id, person_id=person.id, role=Role(person.role), locale=person.locale)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def attempts(clock: Clock) -> Attempts:
    return Attempts(clock)


@pytest.fixture
def new_account() -> NewAccount:
    """What the company is; the tests of demo logins say otherwise."""
    return NewAccount(name="Nón Lá", domain="chat.example.com", locale="vi", time_zone="Asia/Ho_Chi_Minh")


@pytest.fixture
async def company(
    store: Store, clock: Clock, published: Published, letters: Letters, attempts: Attempts, new_account: NewAccount
) -> Company:
    """An account nobody has joined yet."""
    account = await store.commit(first_account, new_account)
    hosts = Hosts(store, clock)
    gate = Gate(store, hosts, Keyring(b"k" * 32), clock, PUBLIC_URL)
    published.listeners += [hosts.forget, gate.forget]
    return Company(store, clock, account, hosts, gate, attempts, letters)


@pytest.fixture
async def admin(company: Company) -> PersonRow:
    return await company.person("Mai", Role.ADMINISTRATOR)


@pytest.fixture
async def agent(company: Company) -> PersonRow:
    return await company.person("Lan")


@pytest.fixture
async def stranger(company: Company, store: Store) -> PersonRow:
    """The administrator of another account on the same server."""
    other = await store.commit(add_account, NewAccount(name="Other", domain="other.example"))
    new = Newcomer(name="Zoe", email="zoe@example.com", role=Role.ADMINISTRATOR, password_hash=FAST.hash(PASSWORD))
    row, _ = await store.commit(invite, other.id, new)
    return row
