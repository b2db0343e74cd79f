"""Looks what is wrong with a server and says what mends it. Every finding is a line an operator can act on."""

import asyncio
import os
import shutil
import smtplib
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from openline.kit.clock import Clock
from openline.kit.errors import Unavailable
from openline.kit.mail import SmtpServer
from openline.server.admin.reach import Finding, Reach, failure, fine, warning
from openline.store import Query, Store, View, outbox
from openline.store.outbox import State
from openline.store.tables import LOG

LOW_BYTES = 1_000_000_000
FULL_BYTES = 100_000_000
SMTP_TIMEOUT_S = 10
MAX_SKEW_MS = 2_000
_LAST_AT = Query("doctor last", sa.select(sa.func.max(LOG.c.at)), lambda at: at or 0)


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """What is examined. `reach` only when a server runs: it asks itself by its own addresses."""

    data: Path
    static: Path
    store: Store
    clock: Clock
    describe_store: Callable[[], Awaitable[str]]
    store_clock: Callable[[], Awaitable[int]] | None
    migrations_current: Callable[[], bool]
    smtp: SmtpServer | None
    write_file: Callable[[], Awaitable[None]]
    scan: Callable[[], Awaitable[str | None]] | None
    has_ffmpeg: bool
    reach: Reach | None


class Doctor:
    """One examination after the other; one that fails does not end the others."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient

    async def examine(self) -> list[Finding]:
        """All findings, in the order in which a newcomer should read them."""
        found = [
            await self._store(),
            await asyncio.to_thread(self._migrations),
            await asyncio.to_thread(self._disk),
            await asyncio.to_thread(self._writing),
            await self._uploads(),
            await self._scanner(),
            self._films(),
            await self._messages(),
            await self._clock(),
            self._front_end(),
            await asyncio.to_thread(self._mail),
        ]
        if self._patient.reach:
            return found + await self._patient.reach.examine()
        return [*found, warning("network", "no server runs here", "Start `openline serve`, then ask again.")]

    async def _store(self) -> Finding:
        try:
            return fine("store", await self._patient.describe_store())
        except Unavailable:
            return failure("store", "does not answer", "See the server's log for what the database says.")

    def _migrations(self) -> Finding:
        if self._patient.migrations_current():
            return fine("migrations", "up to date")
        return failure("migrations", "the store is older than this version", "Run `openline migrate`.")

    def _disk(self) -> Finding:
        free = shutil.disk_usage(self._patient.data).free
        text = f"{free / 1_000_000_000:.1f} GB free in {self._patient.data}"
        if free < FULL_BYTES:
            return failure("disk", text, "Make room now: without it nothing can be stored.")
        if free < LOW_BYTES:
            return warning("disk", text, "Make room soon.")
        return fine("disk", text)

    def _writing(self) -> Finding:
        try:
            with tempfile.NamedTemporaryFile(dir=self._patient.data, prefix=".doctor-") as file:
                file.write(b"openline")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            return failure(
                "writing", f"{self._patient.data}: {error.strerror}", "Give the server's user the right to write there."
            )
        return fine("writing", f"{self._patient.data} can be written")

    async def _uploads(self) -> Finding:
        try:
            await self._patient.write_file()
        except Unavailable as error:
            cause = type(error.__cause__ or error).__name__
            return failure("uploads", f"cannot be stored ({cause})", "Look at OPENLINE_FILES_URL and its key's rights.")
        return fine("uploads", "can be stored")

    async def _scanner(self) -> Finding:
        if self._patient.scan is None:
            return fine("virus scanner", "not set up")
        why = await self._patient.scan()
        if why is None:
            return fine("virus scanner", "answers")
        cure = "Look at OPENLINE_CLAMD, and whether clamd runs: files wait for it."
        return failure("virus scanner", f"does not answer ({why})", cure)

    def _films(self) -> Finding:
        if self._patient.has_ffmpeg:
            return fine("films", "ffmpeg is installed")
        cure = "Install ffmpeg for lengths and shapes of voices and for pictures of films."
        return warning("films", "ffmpeg and ffprobe are not installed", cure)

    async def _messages(self) -> Finding:
        try:
            stuck = await self._patient.store.read(outbox.stuck)
            counts = await self._patient.store.read(outbox.counts)
        except Unavailable:
            return warning("messages", "cannot be counted while the store does not answer", "See above.")
        if stuck:
            cure = "Enter new credentials in the console, under the channel's connections: messages wait for a day."
            return failure("messages", f"connections that their platforms refuse: {stuck}", cure)
        undecided = counts.get(State.FAILED, 0) + counts.get(State.UNKNOWN, 0)
        if undecided:
            cure = "They say why in their conversations, where they are sent again; GET /api/v1/undelivered lists them."
            return warning("messages", f"did not go out, or may not have: {undecided}", cure)
        return fine("messages", f"waiting for their turn: {counts.get(State.WAITING, 0)}")

    async def _clock(self) -> Finding:
        cure = "Let this machine set its clock by NTP."
        now = self._patient.clock.now()
        try:
            if self._patient.store_clock:
                skew = abs(await self._patient.store_clock() - now)
                if skew > MAX_SKEW_MS:
                    return warning("clock", f"{skew / 1_000:.1f} s away from the database's", cure)
            ahead = await self._patient.store.read(_last_at) - now
        except Unavailable:
            return warning("clock", "cannot be compared while the store does not answer", "See above.")
        if ahead > MAX_SKEW_MS:
            return failure("clock", f"{ahead / 1_000:.0f} s behind what is stored already", cure)
        return fine("clock", "agrees with what is stored")

    def _front_end(self) -> Finding:
        absent = [
            name for name in ("console/index.html", "widget/loader.js") if not (self._patient.static / name).is_file()
        ]
        if absent:
            return failure("front end", f"not built: {', '.join(absent)}", "Run `make` in the folder of the source.")
        return fine("front end", "built")

    def _mail(self) -> Finding:
        server = self._patient.smtp
        if server is None:
            return warning("mail", "not set up: links are shown instead of mailed", "Set OPENLINE_SMTP_URL.")
        kind: Any = smtplib.SMTP_SSL if server.tls_at_once else smtplib.SMTP
        try:
            with kind(server.host, server.port, timeout=SMTP_TIMEOUT_S) as smtp:
                if not server.tls_at_once and smtp.ehlo()[0] and smtp.has_extn("starttls"):
                    smtp.starttls()
                if server.user and server.password is not None:
                    smtp.login(server.user, server.password)
                smtp.noop()
        except (OSError, smtplib.SMTPException) as error:
            text = f"{server.host}:{server.port} says {type(error).__name__}"
            return failure("mail", text, "Look at OPENLINE_SMTP_URL: host, port, user, password.")
        return fine("mail", f"{server.host}:{server.port} takes mail")


async def _last_at(view: View) -> int:
    return (await view.list(_LAST_AT))[0]
