"""The history of a channel's settings, and the way back (ADR 0103)."""

from openline.features.channels.service import access_channel
from openline.features.people.types import Actor, Need
from openline.features.routing import schemas
from openline.features.routing.service.channels import edit_settings
from openline.features.routing.service.names import name_of
from openline.features.routing.service.references import Place, still_there
from openline.features.settings.schemas import ChangedSetting, Changer, RestoreSettings, SettingsChange, SettingsHistory
from openline.features.settings.service import past_of, restoring
from openline.features.settings.types import CATALOGUE
from openline.kit.errors import about
from openline.kit.ids import id_in
from openline.kit.paging import cursor, place
from openline.kit.wire import instant
from openline.store import UnitOfWork, View


async def show_past(view: View, actor: Actor, channel_id: int, *, after: str | None, limit: int) -> SettingsHistory:
    """Who changed what, newest first.

    Raises NotAllowed, ChannelNotFound, InvalidField.
    """
    await access_channel(view, actor, channel_id, need=Need.CHANNELS_WRITE)
    at = place(after, 1)
    rows = await past_of(view, actor.account_id, channel_id, before=at[0] if at else None, limit=limit + 1)
    items = [
        SettingsChange(
            id=str(row.id), version=row.version, at=instant(row.at),
            person=Changer(id=str(row.person_id), name=await name_of(view, actor.account_id, row.person_id)),
            changes=[ChangedSetting(key=key, old=old, new=new) for key, (old, new) in row.by_key.items()],
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return SettingsHistory(items=items, next=cursor(rows[limit - 1].version) if len(rows) > limit else None)


async def restore(uow: UnitOfWork, actor: Actor, channel_id: int, wanted: RestoreSettings) -> schemas.Settings:
    """Undo a change and all later ones; that is a change itself.

    Raises NotAllowed, ChannelNotFound, ChangeNotFound, VersionConflict, InvalidField for what is not allowed any more.
    """
    await access_channel(uow, actor, channel_id, need=Need.CHANNELS_WRITE)
    change_id = id_in("change_id", wanted.change_id)
    with about("change_id"):
        undone = await restoring(uow, actor.account_id, channel_id, change_id)
    known = {key: value for key, value in undone.items() if key in CATALOGUE}
    known = await still_there(uow, Place(actor.account_id, channel_id), known)
    return await edit_settings(uow, actor, channel_id, known, wanted.version)
