"""Accounts: made and changed by the operator of the server, found by host name on every request."""

import msgspec

from openline.features.accounts.errors import AccountNotFound, DomainTaken
from openline.features.accounts.events import AccountChanged
from openline.features.accounts.repository import ACCOUNTS, Account, all_accounts
from openline.features.accounts.types import (
    FIRST_ACCOUNT_ID,
    MAX_ACCOUNTS,
    MAX_NAME,
    checked_domain,
    checked_locale,
    checked_time_zone,
    host_name,
)
from openline.kit.clock import SECOND, Clock
from openline.kit.errors import InvalidField, TooMany, VersionConflict
from openline.kit.i18n import DEFAULT_LOCALE
from openline.kit.limits import Limits
from openline.kit.text import clean
from openline.store import Committed, Store, UnitOfWork, View

__all__ = [
    "Account", "Hosts", "NewAccount", "account_row", "add_account", "all_accounts", "change_account", "first_account",
    "hold_account", "put_on_plan",
]  # fmt: skip

HOSTS_TTL_MS = 30 * SECOND


class NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What an account is made of."""

    name: str
    domain: str | None = None
    locale: str = DEFAULT_LOCALE
    time_zone: str = "UTC"
    demo: bool = False


async def add_account(uow: UnitOfWork, new: NewAccount) -> Account:
    """Make an account.

    Raises DomainTaken, InvalidField, TooMany.
    """
    return await _add(uow, uow.new_id(), new)


async def first_account(uow: UnitOfWork, new: NewAccount) -> Account:
    """The oldest account; made when there is none: the first start of a server."""
    accounts = await all_accounts(uow)
    return accounts[0] if accounts else await _add(uow, FIRST_ACCOUNT_ID, new)


async def _add(uow: UnitOfWork, account_id: int, new: NewAccount) -> Account:
    row = Account(
        id=account_id, name=_checked_name(new.name), domain=checked_domain(new.domain) if new.domain else None,
        locale=checked_locale(new.locale), time_zone=checked_time_zone(new.time_zone), demo=int(new.demo),
        created_at=uow.now, version=1,
    )  # fmt: skip
    others = await all_accounts(uow)
    if len(others) >= MAX_ACCOUNTS:
        raise TooMany(limit=MAX_ACCOUNTS)
    _refuse_taken(row, others)
    ACCOUNTS.add(uow, row)
    _tell(uow, row)
    return row


async def change_account(
    uow: UnitOfWork, account_id: int, *, name: str | None = None, domain: str | None = None, version: int | None = None
) -> Account:
    """Rename it or move it; an empty domain takes its domain away.

    Raises AccountNotFound, DomainTaken, InvalidField, VersionConflict.
    """
    row = await hold_account(uow, account_id)
    if version is not None and version != row.version:
        raise VersionConflict(version=row.version)
    changed = msgspec.structs.replace(
        row, version=row.version + 1, name=row.name if name is None else _checked_name(name),
        domain=row.domain if domain is None else checked_domain(domain) if domain else None,
    )  # fmt: skip
    _refuse_taken(changed, await all_accounts(uow))
    _tell(uow, changed)
    return ACCOUNTS.change(uow, row, name=changed.name, domain=changed.domain, version=changed.version)


async def put_on_plan(uow: UnitOfWork, account_id: int, plan: str | None, limits: Limits) -> Account:
    """Let it have what a plan allows; without a plan everything.

    Raises AccountNotFound.
    """
    row = await hold_account(uow, account_id)
    kept = msgspec.json.encode(limits).decode() if plan else None
    changed = ACCOUNTS.change(uow, row, plan=plan, limits=kept, version=row.version + 1)
    _tell(uow, changed)
    return changed


def _checked_name(name: str) -> str:
    text = clean(name)
    if not text or len(text) > MAX_NAME:
        raise InvalidField(field="name", reason=f"1 to {MAX_NAME} characters")
    return text


def _refuse_taken(row: Account, others: list[Account]) -> None:
    if row.domain and any(other.domain == row.domain and other.id != row.id for other in others):
        raise DomainTaken(domain=row.domain)


def _tell(uow: UnitOfWork, row: Account) -> None:
    uow.log(AccountChanged(account_id=row.id, version=row.version, audience=None))


async def account_row(view: View, account_id: int) -> Account:
    """The account.

    Raises AccountNotFound.
    """
    row = await ACCOUNTS.get(view, account_id)
    if row is None:
        raise AccountNotFound
    return row


async def hold_account(uow: UnitOfWork, account_id: int) -> Account:
    """The account, locked: what must be counted over the whole account is decided under this lock.

    Raises AccountNotFound.
    """
    row = await ACCOUNTS.hold(uow, account_id)
    if row is None:
        raise AccountNotFound
    return row


class Hosts:
    """Which account a host name leads to. All accounts are kept in memory, so strangers' Host headers grow nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._by_domain: dict[str, Account] = {}
        self._only: Account | None = None
        self._until = 0
        self._generation = 0

    async def account_of(self, host: str) -> Account:
        """The account with this domain, else the only account.

        Raises AccountNotFound.
        """
        if self._clock.now() >= self._until:
            await self._load()
        account = self._by_domain.get(host_name(host), self._only)
        if account is None:
            raise AccountNotFound
        return account

    async def _load(self) -> None:
        generation = self._generation
        accounts = await self._store.read(all_accounts)
        self._by_domain = {account.domain: account for account in accounts if account.domain}
        self._only = accounts[0] if len(accounts) == 1 else None
        # What changed while this was read is read again by the next request.
        if generation == self._generation:
            self._until = self._clock.now() + HOSTS_TTL_MS

    def forget(self, committed: Committed) -> None:
        """Look again after a change; called with every commit of every node."""
        if committed.facts_of(AccountChanged):
            self._generation += 1
            self._until = 0
