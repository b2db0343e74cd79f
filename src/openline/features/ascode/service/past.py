"""What was applied, and the way back (ADR 0113)."""

from openline.features.ascode import schemas
from openline.features.ascode.errors import ApplyNotFound, ChangedSince, RolledBack
from openline.features.ascode.repository import APPLIES, Apply, Parted, applies_before
from openline.features.ascode.service.applying import applier, keep, set_parts
from openline.features.ascode.service.parts import Parts, difference, parts_of, told
from openline.features.ascode.service.words import vocabulary
from openline.features.ascode.types import ACTIVE
from openline.features.channels.service import CHANNELS, channel_of, channels_of
from openline.features.people.types import Actor, Need
from openline.kit.errors import NotAllowed
from openline.kit.paging import cursor, place
from openline.kit.wire import instant
from openline.store import UnitOfWork, View

_LAST = (1 << 63) - 1


async def list_applies(view: View, actor: Actor, *, after: str | None, limit: int) -> schemas.Applies:
    """What was applied, newest first.

    Raises NotAllowed, InvalidField.
    """
    _check(actor)
    at = place(after, 1)
    rows = await applies_before(view, actor.account_id, before=at[0] if at else _LAST, limit=limit + 1)
    names = {channel.id: channel.name for channel in await channels_of(view, actor.account_id)}
    words = await vocabulary(view, actor.account_id)
    items = [
        schemas.Applied(
            id=str(row.id), at=instant(row.at), person=await applier(view, actor.account_id, row.person_id),
            channels=told(row.by_channel, names, words), undoes=_text(row.undoes), undone_by=_text(row.undone_by),
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return schemas.Applies(items=items, next=cursor(rows[limit - 1].id) if len(rows) > limit else None)


async def roll_back(uow: UnitOfWork, actor: Actor, apply_id: int) -> schemas.Applied:
    """Undo all that an application changed, or nothing of it. A channel that it made is switched off, not deleted.

    Raises NotAllowed, ApplyNotFound, RolledBack, ChangedSince naming what was changed again, and what settings and
    queues raise where a value is not allowed any more.
    """
    _check(actor)
    row = await APPLIES.get(uow, apply_id)
    if row is None or row.account_id != actor.account_id:
        raise ApplyNotFound(number=apply_id)
    if row.undone_by is not None:
        raise RolledBack(undone_by=str(row.undone_by))
    before = await _unchanged(uow, row)
    for one in sorted(row.by_channel, key=lambda one: one.channel_id):
        if one.channel_id in before:
            channel = await channel_of(uow, actor.account_id, one.channel_id)
            await set_parts(uow, actor, channel, _undone(one))
    changes = []
    for channel_id, parts in before.items():
        after = await parts_of(uow, await channel_of(uow, actor.account_id, channel_id))
        changes.append(difference(channel_id, parts, after))
    done = [one for one in changes if one is not None]
    undone_by = await keep(uow, actor, done, undoes=row.id)
    APPLIES.change(uow, row, undone_by=undone_by)
    names = {channel.id: channel.name for channel in await channels_of(uow, actor.account_id)}
    return schemas.Applied(
        id=str(undone_by), at=instant(uow.now), person=await applier(uow, actor.account_id, actor.person_id),
        channels=told(done, names, await vocabulary(uow, actor.account_id)), undoes=str(row.id),
    )  # fmt: skip


async def _unchanged(uow: UnitOfWork, row: Apply) -> dict[int, Parts]:
    """How the channels are now; all that the application set must be as it left it."""
    found: dict[int, Parts] = {}
    names = {channel.id: channel.name for channel in await channels_of(uow, row.account_id)}
    words = await vocabulary(uow, row.account_id)
    since = {}
    for one in row.by_channel:
        channel = await CHANNELS.get(uow, one.channel_id)
        if channel is None or channel.deleted_at:
            if not one.created:  # what it made is gone already
                since[f"#{one.channel_id}"] = "the channel was deleted"
            continue
        now = await parts_of(uow, channel)
        found[one.channel_id] = now
        for part, (_, new) in one.parts.items():
            if now.get(part) != new:
                since[f"{names[one.channel_id]}: {part.removeprefix('settings.')}"] = words.said(part, now.get(part))
    if since:
        raise ChangedSince(fields=since, changed=", ".join(since))
    return found


def _undone(one: Parted) -> Parts:
    return {ACTIVE: False} if one.created else {part: old for part, (old, _) in one.parts.items()}


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _check(actor: Actor) -> None:
    if not actor.may(Need.CHANNELS_WRITE):
        raise NotAllowed(need=Need.CHANNELS_WRITE)
