"""Documents are applied whole or not at all; a plan is an application that is not kept (ADR 0112)."""

import asyncio
from hashlib import sha256
from typing import Any

import msgspec

from openline.features.ascode import document as documents
from openline.features.ascode import schemas
from openline.features.ascode.document import Document, Path, Wanted
from openline.features.ascode.errors import PlanOutdated
from openline.features.ascode.repository import APPLIES, Apply, Parted, trim
from openline.features.ascode.service.parts import Parts, difference, parts_of, told
from openline.features.ascode.service.words import Vocabulary, vocabulary
from openline.features.ascode.types import ACTIVE, NAME, QUEUE, SETTINGS
from openline.features.channels.service import Channel, ChannelChange, change_channel, channel_of, channels_of
from openline.features.people.service import PEOPLE
from openline.features.people.types import Actor, Need
from openline.features.routing.service.lineup import arrange
from openline.features.routing.service.queues import change_settings, open_channel
from openline.features.routing.types import Entry
from openline.features.settings.types import CATALOGUE
from openline.kit.errors import AppError, InvalidField, NotAllowed, about
from openline.kit.ids import ids_in
from openline.kit.wire import instant
from openline.store import Store, UnitOfWork, View

Refused = dict[Path, str]


class _Tried(AppError):
    """Ends a use case of which nothing must be kept."""

    def __init__(self, plan: schemas.Plan) -> None:
        super().__init__()
        self.plan = plan


async def export(view: View, actor: Actor, channel_ids: list[str] | None) -> schemas.Exported:
    """These channels, or all, as a document: what it says of them is what applying it would make of them.

    Raises NotAllowed, InvalidField, ChannelNotFound.
    """
    _check(actor)
    channels = await channels_of(view, actor.account_id)
    if channel_ids is not None:
        chosen = ids_in("channel_id", channel_ids)
        with about("channel_id"):
            channels = [await channel_of(view, actor.account_id, one) for one in dict.fromkeys(chosen)]
    words = await vocabulary(view, actor.account_id)
    written = []
    for channel in channels:
        parts = await parts_of(view, channel)
        unclear = {"number": channel.number} if str(words.channel(channel.id)).startswith("#") else {}
        settings = {key: words.said(at, parts[at]) for key in CATALOGUE if (at := f"{SETTINGS}.{key}") in parts}
        written.append(
            {NAME: channel.name, **unclear, ACTIVE: parts[ACTIVE], QUEUE: words.said(QUEUE, parts[QUEUE]),
             SETTINGS: settings}
        )  # fmt: skip
    return schemas.Exported(document=documents.write(written))


async def plan(store: Store, actor: Actor, given: schemas.GivenDocument) -> schemas.Plan:
    """What applying the document would change; it is tried, and then nothing of it is kept.

    Raises all that `apply` raises.
    """
    document = await asyncio.to_thread(documents.read, given.document)
    try:
        await store.commit(_try, actor, document)
    except _Tried as tried:
        return tried.plan
    raise AssertionError("what is tried is not kept")


async def apply(store: Store, actor: Actor, given: schemas.ApplyDocument) -> schemas.Applied:
    """Make channels what the document says, all in one transaction.

    A part that a channel of the document does not have stays as it is; of `settings` those that are not named go back
    to their default. Channels that the document does not name stay; those that are not there are made.
    Raises NotAllowed, InvalidField with all that is wrong by name and line, PlanOutdated, and what making channels,
    settings and queues raises.
    """
    document = await asyncio.to_thread(documents.read, given.document)
    return await store.commit(_apply, actor, document, given.fingerprint)


async def _try(uow: UnitOfWork, actor: Actor, document: Document) -> None:
    raise _Tried(await _plan_of(uow, actor, await _perform(uow, actor, document)))


async def _apply(uow: UnitOfWork, actor: Actor, document: Document, fingerprint: str | None) -> schemas.Applied:
    changes = await _perform(uow, actor, document)
    planned = await _plan_of(uow, actor, changes)
    if fingerprint is not None and fingerprint != planned.fingerprint:
        raise PlanOutdated(field="fingerprint")
    apply_id = await keep(uow, actor, changes) if changes else None
    return schemas.Applied(
        id=str(apply_id) if apply_id else None, at=instant(uow.now), channels=planned.channels,
        person=await applier(uow, actor.account_id, actor.person_id),
    )  # fmt: skip


async def keep(uow: UnitOfWork, actor: Actor, changes: list[Parted], undoes: int | None = None) -> int:
    """Remember what was changed at once; its id."""
    row = Apply(
        id=uow.new_id(), account_id=actor.account_id, at=uow.now, person_id=actor.person_id,
        changes=msgspec.json.encode(changes).decode(), undoes=undoes, undone_by=None,
    )  # fmt: skip
    APPLIES.add(uow, row)
    await trim(uow, actor.account_id)
    return row.id


async def applier(view: View, account_id: int, person_id: int) -> schemas.Applier:
    """Whose change it was."""
    row = await PEOPLE.get(view, person_id)
    return schemas.Applier(id=str(person_id), name=row.name if row and row.account_id == account_id else None)


async def set_parts(uow: UnitOfWork, actor: Actor, channel: Channel, changes: Parts) -> None:
    """Make these parts of a channel so.

    Raises InvalidField naming the settings, and what settings and queues raise.
    """
    if NAME in changes or ACTIVE in changes:
        change = ChannelChange(name=changes.get(NAME), active=changes.get(ACTIVE))
        await change_channel(uow, actor, channel.id, change)
    settings = {part.removeprefix(f"{SETTINGS}."): value for part, value in changes.items() if "." in part}
    if settings:
        await change_settings(uow, actor, channel.id, settings, None)
    if QUEUE in changes:
        entries = tuple(Entry(kind, thing_id) for kind, thing_id in changes[QUEUE])
        await arrange(uow, actor, channel.id, entries, None)


async def _plan_of(uow: UnitOfWork, actor: Actor, changes: list[Parted]) -> schemas.Plan:
    names = {channel.id: channel.name for channel in await channels_of(uow, actor.account_id)}
    channels = told(changes, names, await vocabulary(uow, actor.account_id))
    # A channel that is only planned has another id each time.
    fingerprint = sha256(msgspec.json.encode(channels)).hexdigest()
    return schemas.Plan(channels=channels, fingerprint=fingerprint)


async def _perform(uow: UnitOfWork, actor: Actor, document: Document) -> list[Parted]:
    """Do all of it; what became different."""
    _check(actor)
    refused: Refused = {}
    known = await channels_of(uow, actor.account_id)
    placed = [(wanted, _existing(wanted, known, refused)) for wanted in document.channels]
    _refuse_twice(placed, refused)
    if refused:
        raise documents.refuse(document, refused)
    # In the order in which queues are locked; those that are made come last.
    placed.sort(key=lambda one: (one[1] is None, one[1].id if one[1] else 0))
    before: dict[int, Parts | None] = {channel.id: await parts_of(uow, channel) for _, channel in placed if channel}
    work: list[tuple[Wanted, Channel]] = []
    for wanted, channel in placed:
        with about(document.where(wanted.at)):
            made = channel or await open_channel(uow, actor, name=wanted.name, default_name=wanted.name)
        work.append((wanted, made))
    words = await vocabulary(uow, actor.account_id)
    for wanted, channel in work:
        await _set(uow, actor, channel, _Meaning(document, wanted, words, refused))
    if refused:
        raise documents.refuse(document, refused)
    found = []
    for _, channel in work:
        after = await parts_of(uow, await channel_of(uow, actor.account_id, channel.id))
        found.append(difference(channel.id, before.get(channel.id), after))
    return [one for one in found if one is not None]


def _existing(wanted: Wanted, known: list[Channel], refused: Refused) -> Channel | None:
    """The channel that is meant; None: it has to be made."""
    if wanted.number is not None:
        found = [channel for channel in known if channel.number == wanted.number]
        if not found:
            refused[(*wanted.at, "number")] = "there is no channel of this number; without a number it is made"
        return found[0] if found else None
    found = [channel for channel in known if channel.name == wanted.name]
    if len(found) > 1:
        numbers = ", ".join(str(channel.number) for channel in found)
        refused[(*wanted.at, NAME)] = f"several channels are called so; say which by number: {numbers}"
    return found[0] if found else None


def _refuse_twice(placed: list[tuple[Wanted, Channel | None]], refused: Refused) -> None:
    seen: set[int | str] = set()
    for wanted, channel in placed:
        mark = channel.id if channel else wanted.name
        if mark in seen:
            refused[(*wanted.at, NAME)] = "stands in the document twice"
        seen.add(mark)


class _Meaning:
    """What a document wants of a channel, in stored values; what means nothing is refused by its place."""

    def __init__(self, document: Document, wanted: Wanted, words: Vocabulary, refused: Refused) -> None:
        self._document = document
        self._wanted = wanted
        self._words = words
        self.refused = refused

    @property
    def at(self) -> str:
        return self._document.where(self._wanted.at)

    def parts(self) -> Parts:
        wanted = self._wanted
        parts: Parts = {NAME: wanted.name}
        if wanted.active is not None:
            parts[ACTIVE] = wanted.active
        if wanted.queue is not None:
            parts[QUEUE] = self._queue(wanted.queue)
        if wanted.settings is not None:
            parts |= {f"{SETTINGS}.{key}": self._setting(key) for key in CATALOGUE}
            for key in wanted.settings.keys() - CATALOGUE.keys():
                self.refuse(key, "no such setting")
        return parts

    def refuse(self, key: str, reason: str) -> None:
        self.refused[(*self._wanted.at, SETTINGS, key)] = reason

    def _setting(self, key: str) -> Any:
        value = (self._wanted.settings or {}).get(key)
        try:
            return self._words.meant(key, value)
        except LookupError as error:
            self.refuse(key, str(error.args[0]))
            return None

    def _queue(self, queue: list[tuple[str, str]]) -> list[list[Any]]:
        found = []
        for index, (kind, word) in enumerate(queue):
            try:
                found.append(list(self._words.member(kind, word)))
            except LookupError as error:
                self.refused[(*self._wanted.at, QUEUE, index)] = str(error.args[0])
        return found


async def _set(uow: UnitOfWork, actor: Actor, channel: Channel, meaning: _Meaning) -> None:
    parts, now = meaning.parts(), await parts_of(uow, channel)
    changes = {part: value for part, value in parts.items() if value != now.get(part)}
    try:
        with about(meaning.at):
            await set_parts(uow, actor, channel, changes)
    except InvalidField as refusal:
        fields = refusal.data.get("fields")
        if fields is None:
            raise
        for key, reason in fields.items():
            meaning.refuse(key, reason)


def _check(actor: Actor) -> None:
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
