"""Who changed which settings; two who change at once; the way back."""

import pytest

from openline.features.people.types import Role
from openline.features.routing.schemas import EditChannel
from openline.features.routing.service.channels import edit_channel, edit_settings
from openline.features.routing.service.past import restore, show_past
from openline.features.settings.errors import ChangeNotFound
from openline.features.settings.repository import MAX_CHANGES
from openline.features.settings.schemas import RestoreSettings, SettingsHistory
from openline.kit.errors import InvalidField, NotAllowed, VersionConflict
from tests.support.desk import Company


async def past(company: Company, limit: int = 50, after: str | None = None) -> SettingsHistory:
    return await company.store.read(show_past, company.boss, int(company.channel.id), after=after, limit=limit)


async def back(company: Company, change_id: str, version: int | None = None) -> None:
    wanted = RestoreSettings(change_id=change_id, version=version)
    await company.store.commit(restore, company.boss, int(company.channel.id), wanted)


async def values(company: Company, *keys: str) -> list[object]:
    shown = await company.store.commit(edit_settings, company.boss, int(company.channel.id), {}, None)
    return [item.value for item in shown.items if item.key in keys]


async def test_history_tells_who_changed_what_and_nothing_when_nothing_changed(company: Company) -> None:
    linh = await company.hire("Linh", role=Role.ADMINISTRATOR)
    before = len((await past(company)).items)
    channel_id = int(company.channel.id)
    await company.store.commit(edit_settings, linh, channel_id, {"queue.idle_time": 300, "rating.closes": True}, None)
    await company.store.commit(edit_settings, linh, channel_id, {"queue.idle_time": 300}, None)
    (last, *rest) = (await past(company)).items
    assert len(rest) == before
    assert (last.person.name, last.person.id) == ("Linh", str(linh.person_id))
    assert [(one.key, one.new) for one in last.changes] == [("queue.idle_time", 300), ("rating.closes", True)]


async def test_the_second_of_two_is_told_who_changed_what_and_nothing_of_his_is_stored(company: Company) -> None:
    linh = await company.hire("Linh", role=Role.ADMINISTRATOR)
    channel_id = int(company.channel.id)
    seen = (await company.store.commit(edit_settings, company.boss, channel_id, {}, None)).version
    await company.store.commit(edit_settings, linh, channel_id, {"queue.idle_time": 300}, seen)
    with pytest.raises(VersionConflict) as refusal:
        await company.store.commit(edit_settings, company.boss, channel_id, {"auto.close_delay": 3}, seen)
    (change,) = refusal.value.data["changes"]
    assert (change["keys"], change["person_id"]) == (["queue.idle_time"], str(linh.person_id))
    assert await values(company, "queue.idle_time", "auto.close_delay") == [300, 10]


async def test_a_new_name_does_not_refuse_whoever_has_the_settings_open(company: Company) -> None:
    channel_id = int(company.channel.id)
    seen = (await company.store.commit(edit_settings, company.boss, channel_id, {}, None)).version
    await company.store.commit(edit_channel, company.boss, channel_id, EditChannel(name="Sales 2"))
    await company.store.commit(edit_settings, company.boss, channel_id, {"auto.close_delay": 3}, seen)
    assert await values(company, "auto.close_delay") == [3]


async def test_going_back_undoes_a_change_and_all_later_ones(company: Company) -> None:
    was = await values(company, "queue.idle_time", "auto.welcome_text")
    await company.set(**{"queue.idle_time": 300})
    await company.set(**{"queue.idle_time": 600, "auto.welcome_text": "Xin chào"})
    (_, first, *_) = (await past(company)).items
    await back(company, first.id)
    assert await values(company, "queue.idle_time", "auto.welcome_text") == was
    (undone, *_) = (await past(company)).items
    assert sorted(one.key for one in undone.changes) == ["auto.welcome_text", "queue.idle_time"]
    await back(company, undone.id)  # what was undone can be done again
    assert await values(company, "queue.idle_time", "auto.welcome_text") == [600, "Xin chào"]


async def test_history_is_not_for_everybody_nor_of_another_channel(company: Company) -> None:
    mai = await company.hire("Mai")
    with pytest.raises(NotAllowed):
        await company.store.read(show_past, mai, int(company.channel.id), after=None, limit=5)
    with pytest.raises(ChangeNotFound):
        await back(company, "1")


async def test_history_is_bounded_and_comes_in_pages(company: Company) -> None:
    for at in range(MAX_CHANGES + 3):
        await company.set(**{"queue.idle_time": 100 + at})
    first = await past(company, limit=70)
    second = await past(company, limit=70, after=first.next)
    assert (len(first.items) + len(second.items), second.next) == (MAX_CHANGES, None)
    assert first.items[-1].version > second.items[0].version


async def test_every_bad_field_is_named_and_nothing_is_stored(company: Company) -> None:
    changes = {"auto.close_delay": -1, "queue.idle_time": 90, "rating.text": "?", "no.such": 1}
    with pytest.raises(InvalidField) as refusal:
        await company.store.commit(edit_settings, company.boss, int(company.channel.id), changes, None)
    assert refusal.value.data["field"] == "auto.close_delay"
    assert sorted(refusal.value.data["fields"]) == ["auto.close_delay", "no.such", "rating.text"]
    assert await values(company, "queue.idle_time") != [90]
