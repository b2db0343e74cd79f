"""The operator's commands on a started application: the same functions by the socket and without a server."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from openline.features.accounts.service import (
    Account,
    NewAccount,
    add_account,
    all_accounts,
    change_account,
    first_account,
)
from openline.features.ascode import service as ascode
from openline.features.ascode.schemas import ApplyDocument, GivenDocument
from openline.features.channels.service import channels_of, use_plan
from openline.features.people import schemas
from openline.features.people import service as people
from openline.features.people.types import Actor, Need, Role
from openline.kit.errors import AppError
from openline.kit.i18n import Texts
from openline.kit.ids import parse_id
from openline.kit.limits import Limits
from openline.kit.paging import MAX_LIMIT
from openline.kit.wire import instant, instant_or_none
from openline.server.admin.backup import BackupFailed, Source, backup
from openline.server.admin.check_log import LogCheck, Tables
from openline.server.admin.doctor import Doctor
from openline.server.admin.socket import Refused
from openline.store import Store, UnitOfWork, View

Command = Callable[..., Awaitable[Any]]


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the commands work with."""

    store: Store
    texts: Texts
    base_url: str
    plans: Mapping[str, Limits]
    tables: Tables
    source: Source
    doctor: Doctor


class Commands:
    """Runs a command by name; what it returns can be written as JSON."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store
        self._known: dict[str, Command] = {
            "account.create": self.create_account,
            "account.edit": self.edit_account,
            "account.list": self.list_accounts,
            "user.create": self.create_user,
            "user.list": self.list_users,
            "user.reset-link": self.reset_link,
            "token.create": self.create_token,
            "token.list": self.list_tokens,
            "token.revoke": self.revoke_token,
            "settings.export": self.export_settings,
            "settings.diff": self.diff_settings,
            "settings.apply": self.apply_settings,
            "settings.list": self.list_applies,
            "settings.rollback": self.roll_back_settings,
            "backup": self.back_up,
            "check-log": self.check_log,
            "doctor": self.examine,
        }

    async def run(self, command: str, arguments: dict[str, Any]) -> Any:
        """Do it.

        Raises Refused with a sentence for the operator.
        """
        known = self._known.get(command)
        if known is None:
            raise Refused(f"this server knows no command {command}; it may be of another version")
        try:
            return await known(**arguments)
        except AppError as error:
            said = self._desk.texts.say("en", f"error.{error.code}", **error.data)
            fields = error.data.get("fields", {})
            raise Refused("\n  ".join([said, *(f"{field}: {reason}" for field, reason in fields.items())])) from error

    async def first_link(self) -> str | None:
        """A link for the first administrator of the first account; None when somebody is there already."""
        account = await self._store.commit(first_account, NewAccount(name="Openline"))
        token = await self._store.commit(people.first_administrator_link, account.id)
        return token and people.link_url(self._desk.base_url, token)

    async def create_account(self, **new: Any) -> dict[str, Any]:
        account = await self._store.commit(add_account, NewAccount(**new))
        token = await self._store.commit(people.first_administrator_link, account.id)
        return {**_account(account), "link": token and people.link_url(self._base_url(account), token)}

    async def edit_account(self, account: str, plan: str | None = None, **changes: Any) -> dict[str, Any]:
        chosen = await self._account(account)
        if plan and plan not in self._desk.plans:
            known = ", ".join(self._desk.plans) or "none"
            raise Refused(f"no plan is called {plan}; OPENLINE_PLANS knows: {known}")
        changed = _account(await self._store.commit(change_account, chosen.id, **changes))
        if plan is None:
            return changed | {"switched_off": []}
        row, off = await self._store.commit(use_plan, chosen.id, plan or None, self._desk.plans.get(plan, Limits()))
        return _account(row) | {"switched_off": [channel.name for channel in off]}

    async def list_accounts(self) -> list[dict[str, Any]]:
        return [_account(account) for account in await self._store.read(all_accounts)]

    async def create_user(self, account: str | None, **new: Any) -> dict[str, Any]:
        chosen = await self._account(account)
        newcomer = people.Newcomer(**{**new, "role": Role(new["role"])})
        person, token = await self._store.commit(people.invite, chosen.id, newcomer)
        return {**_person(person), "link": people.link_url(self._base_url(chosen), token)}

    async def list_users(self, account: str | None) -> list[dict[str, Any]]:
        chosen = await self._account(account)
        return [_person(person) for person in await self._store.read(people.people_of_account, chosen.id)]

    async def reset_link(self, account: str | None, email: str) -> dict[str, Any]:
        chosen = await self._account(account)
        made = await self._store.commit(people.reset_by_email, chosen.id, email)
        if made is None:
            raise Refused(f"nobody in {chosen.name} has the address {email}")
        person, token = made
        return {**_person(person), "link": people.link_url(self._base_url(chosen), token)}

    async def create_token(
        self, account: str | None, email: str, name: str, scopes: list[str], expires_at: str | None
    ) -> dict[str, Any]:
        chosen = await self._account(account)
        person = await self._person(chosen, email)
        new = schemas.NewToken(name=name, scopes=[Need(scope) for scope in scopes], expires_at=expires_at)
        row, token = await self._store.commit(people.make_token, chosen.id, person.id, new)
        return {"id": str(row.id), "token": token, "scopes": msgspec.json.decode(row.scopes)}

    async def list_tokens(self, account: str | None) -> list[dict[str, Any]]:
        chosen = await self._account(account)
        actor = _operator(chosen)
        found: list[schemas.Token] = []
        after = None
        while True:
            page = await self._store.read(people.tokens_page, actor, after=after, limit=MAX_LIMIT)
            found += page.items
            after = page.next
            if after is None:
                return [msgspec.to_builtins(token) for token in found]

    async def revoke_token(self, account: str | None, token_id: str) -> dict[str, Any]:
        chosen = await self._account(account)
        await self._store.commit(_revoke, _operator(chosen), parse_id(token_id))
        return {"id": token_id}

    async def export_settings(self, account: str | None, channels: list[str]) -> str:
        actor = _operator(await self._account(account))
        ids = await self._store.read(_numbered, actor.account_id, channels) if channels else None
        return (await self._store.read(ascode.export, actor, ids)).document

    async def diff_settings(self, account: str | None, email: str, document: str) -> dict[str, Any]:
        actor = await self._somebody(account, email)
        return dict(msgspec.to_builtins(await ascode.plan(self._store, actor, GivenDocument(document=document))))

    async def apply_settings(
        self, account: str | None, email: str, document: str, fingerprint: str | None = None
    ) -> dict[str, Any]:
        actor = await self._somebody(account, email)
        found = await ascode.apply(self._store, actor, ApplyDocument(document=document, fingerprint=fingerprint))
        return dict(msgspec.to_builtins(found))

    async def list_applies(self, account: str | None) -> list[dict[str, Any]]:
        actor = _operator(await self._account(account))
        page = await self._store.read(ascode.list_applies, actor, after=None, limit=MAX_LIMIT)
        return [msgspec.to_builtins(one) for one in page.items]

    async def roll_back_settings(self, account: str | None, email: str, apply_id: str) -> dict[str, Any]:
        actor = await self._somebody(account, email)
        return dict(msgspec.to_builtins(await self._store.commit(ascode.roll_back, actor, parse_id(apply_id))))

    async def back_up(self, target: str) -> dict[str, Any]:
        now = instant(await self._store.read(_now))
        try:
            manifest = await asyncio.to_thread(backup, self._desk.source, Path(target), now)
        except BackupFailed as error:
            raise Refused(str(error)) from error
        return {"target": target, **msgspec.to_builtins(manifest)}

    async def check_log(self) -> dict[str, Any]:
        report = await LogCheck(self._store, self._desk.tables).run()
        return {**msgspec.structs.asdict(report), "sound": report.sound}

    async def examine(self) -> list[dict[str, Any]]:
        return [msgspec.structs.asdict(finding) for finding in await self._desk.doctor.examine()]

    async def _account(self, name: str | None) -> Account:
        """By domain, id or name; without one, the only account."""
        accounts = await self._store.read(all_accounts)
        if name is None:
            if len(accounts) == 1:
                return accounts[0]
            if not accounts:
                return await self._store.commit(first_account, NewAccount(name="Openline"))
        fitting = [a for a in accounts if name and name in {a.domain, str(a.id), a.name}]
        if len(fitting) != 1:
            known = ", ".join(f"{a.name} ({a.domain or a.id})" for a in accounts)
            raise Refused(f"say which account with --account; there are: {known}")
        return fitting[0]

    async def _person(self, account: Account, email: str) -> people.PersonRow:
        person = await self._store.read(people.person_by_email, account.id, email)
        if person is None:
            raise Refused(f"nobody in {account.name} has the address {email}")
        return person

    async def _somebody(self, account: str | None, email: str) -> Actor:
        """One of the account's people, in whose name something is done."""
        chosen = await self._account(account)
        person = await self._person(chosen, email)
        if not person.active:
            raise Refused(f"{person.name} does not work here any more")
        return Actor(account_id=chosen.id, person_id=person.id, role=Role(person.role), locale=person.locale)

    def _base_url(self, account: Account) -> str:
        if account.domain is None:
            return self._desk.base_url
        return f"https://{account.domain}"


async def _now(view: Any) -> int:
    now: int = view.now
    return now


async def _revoke(uow: UnitOfWork, actor: Actor, token_id: int) -> None:
    await people.revoke_token(uow, actor, token_id)


async def _numbered(view: View, account_id: int, numbers: list[str]) -> list[str]:
    """Channels by their numbers or names."""
    known = await channels_of(view, account_id)
    found = [[str(c.id) for c in known if number in (str(c.number), c.name)] for number in numbers]
    for number, ids in zip(numbers, found, strict=True):
        if len(ids) != 1:
            listed = ", ".join(f"{channel.number} ({channel.name})" for channel in known)
            raise Refused(f"no single channel is {number}; there are: {listed}")
    return [ids[0] for ids in found]


def _operator(account: Account) -> Actor:
    """Whoever may read the store may do this; nobody of the account's people is it."""
    return Actor(account_id=account.id, person_id=0, role=Role.ADMINISTRATOR, locale=account.locale)


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": str(account.id), "name": account.name, "domain": account.domain, "demo": bool(account.demo),
        "plan": account.plan, "created_at": instant(account.created_at),
    }  # fmt: skip


def _person(person: people.PersonRow) -> dict[str, Any]:
    return {
        "id": str(person.id), "number": person.number, "name": person.name, "email": person.email,
        "role": person.role, "active": bool(person.active), "joined": person.password_hash is not None,
        "created_at": instant_or_none(person.created_at),
    }  # fmt: skip
