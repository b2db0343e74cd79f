"""Mails with links. A request never waits for a mail server, and its answer never tells whether a mail went out."""

import asyncio
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog

from openline.features.accounts.service import Account
from openline.features.people.service.links import LASTS_MS
from openline.features.people.types import LinkKind
from openline.kit.clock import Clock
from openline.kit.i18n import Texts
from openline.kit.mail import Mail, Mailer, MailFailed
from openline.kit.wire import instant

MOST_ERRANDS = 200

log = structlog.get_logger(__name__)


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads a mail; `inviter` is who invites him."""

    name: str
    email: str
    locale: str
    inviter: str = ""


class Mailroom:
    """Sends links by mail where the operator has set up mail and said how the server is reached."""

    def __init__(self, mailer: Mailer | None, texts: Texts, clock: Clock, public_url: str | None) -> None:
        self._mailer = mailer
        self._texts = texts
        self._clock = clock
        self._public_url = public_url
        self._errands: set[asyncio.Task[None]] = set()

    def sends(self, account: Account) -> bool:
        """Whether mails go out for this account."""
        return self._mailer is not None and self.public_url(account) is not None

    def public_url(self, account: Account) -> str | None:
        """Where the account's people reach the console, as the operator said: never what a request claims."""
        if not account.domain:
            return self._public_url
        parts = urlsplit(self._public_url or "https://x")
        return f"{parts.scheme}://{account.domain}" + (f":{parts.port}" if parts.port else "")

    def run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Do something after the answer; past the bound it is dropped, and whoever asked asks again."""
        if len(self._errands) >= MOST_ERRANDS:
            errand.close()
            log.warning("too many mails at once")
            return
        task = asyncio.create_task(self._guarded(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def _guarded(self, errand: Coroutine[Any, Any, None]) -> None:
        try:
            await errand
        except Exception as error:  # loop top: errand; nobody waits for it
            log.error("mail errand failed", exc_info=error)

    async def stop(self) -> None:
        """Let what is under way finish."""
        await asyncio.gather(*self._errands)

    async def send(self, kind: LinkKind, account: Account, to: Addressee, link: str) -> None:
        """Mail a link; a mail that cannot be sent is logged, and its reader asks again."""
        assert self._mailer is not None
        until = instant(self._clock.now() + LASTS_MS[kind])[:16].replace("T", " ")
        data = {**msgspec.structs.asdict(to), "account": account.name, "link": link, "until": until}
        subject, body = (self._texts.say(to.locale, f"mail.{kind}.{part}", **data) for part in ("subject", "body"))
        try:
            await self._mailer.send(Mail(to=to.email, subject=subject, body=body))
        except MailFailed as error:
            log.warning("mail failed", kind=kind.value, account_id=account.id, reason=str(error))
