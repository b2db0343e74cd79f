"""Lists of canned responses: whose they are, who sees them, who changes them (docs/behaviour/canned.md)."""

from collections.abc import Callable
from typing import Any

import pytest

from openline.bootstrap.canned import GROUND
from openline.features.canned import schemas
from openline.features.canned import service as canned
from openline.features.canned.errors import ListExists, ListNotFound, ResponseNotFound
from openline.features.people.types import Actor, Role
from openline.kit.errors import InvalidField, NotAllowed, VersionConflict
from openline.kit.i18n import load_texts
from tests.support.desk import Company

TEXTS = load_texts()
Made = Callable[..., Any]


async def shared(company: Company, name: str = "Sales", **more: Any) -> schemas.CannedList:
    return await company.store.commit(canned.add_list, company.boss, schemas.NewList(name=name, **more), TEXTS)


async def say(company: Company, actor: Actor, text: str, list_id: str = "mine", **more: Any) -> schemas.Canned:
    new = schemas.NewCanned(text=text, list_id=list_id, **more)
    return await company.store.commit(canned.add_response, actor, new, GROUND)


async def seen(company: Company, actor: Actor) -> dict[str, schemas.CannedList]:
    found = await company.store.read(canned.list_lists, actor, GROUND)
    return {one.name or one.id: one for one in found.items}


async def within(company: Company, actor: Actor, list_id: str, **more: Any) -> list[str]:
    asked = canned.Asked(**{"list_id": list_id, "folder_id": None, "search": "", "after": None, "limit": 50} | more)
    return [one.name for one in (await company.store.read(canned.list_responses, actor, asked, GROUND)).items]


async def test_a_new_list_has_the_usual_folders_in_its_makers_language(company: Company) -> None:
    made = await shared(company)
    assert [folder.name for folder in made.folders] == ["Greeting", "Payment", "Delivery", "General"]
    assert [one.name for one in made.channels] == [company.channel.name]
    with pytest.raises(ListExists):
        await shared(company, "sales")


async def test_agents_of_a_queue_see_and_change_its_lists_and_no_others(company: Company) -> None:
    mai, ivan = await company.hire("Mai"), await company.hire("Ivan")
    await company.queue(mai)
    made, other = await shared(company), await shared(company, "Payments")
    await company.set(**{"canned.from": "chosen", "canned.lists": [made.id]})
    assert set(await seen(company, mai)) == {"mine", "Sales"}
    assert set(await seen(company, ivan)) == {"mine"}
    answer = await say(company, mai, "We ship to Hue.", made.id)
    with pytest.raises(ListNotFound):
        await say(company, mai, "…", other.id)
    with pytest.raises(ListNotFound):
        await say(company, ivan, "…", made.id)
    with pytest.raises(ResponseNotFound):
        await company.store.commit(canned.remove_response, ivan, int(answer.id), GROUND)


async def test_a_list_can_be_for_reading_only(company: Company) -> None:
    mai, chief = await company.hire("Mai"), await company.hire("Lan", role=Role.SUPERVISOR)
    await company.queue(mai)
    made = await shared(company, editors="nobody")
    with pytest.raises(NotAllowed):
        await say(company, mai, "…", made.id)
    await say(company, chief, "We ship to Hue.", made.id)
    assert await within(company, mai, made.id) == ["We ship to Hue."]
    with pytest.raises(NotAllowed):
        await say(company, mai, "…", made.id)
    with pytest.raises(NotAllowed):
        await company.store.commit(canned.remove_list, mai, int(made.id), GROUND)


async def test_ones_own_list_is_nobody_elses_not_even_the_administrators(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    answer = await say(company, mai, "My secret")
    assert await within(company, mai, "mine") == ["My secret"]
    assert await within(company, company.boss, "mine") == []
    with pytest.raises(ResponseNotFound):
        await company.store.commit(canned.remove_response, company.boss, int(answer.id), GROUND)


async def test_folders_are_renamed_ordered_and_taken_away_without_their_responses(company: Company) -> None:
    made = await shared(company, folders=["A", "B"])
    first, second = made.folders
    await say(company, company.boss, "In B", made.id, folder_id=second.id)
    wanted = schemas.NewFolders(folders=[schemas.FolderRef(name="New"), schemas.FolderRef(id=first.id, name="Last")])
    changed = await company.store.commit(canned.set_folders, company.boss, made.id, wanted, GROUND)
    assert [folder.name for folder in changed.folders] == ["New", "Last"]
    assert await within(company, company.boss, made.id) == ["In B"]
    assert await within(company, company.boss, made.id, folder_id=first.id) == []


async def test_a_response_is_changed_once_moved_and_removed(company: Company) -> None:
    made = await shared(company)
    answer = await say(company, company.boss, "We ship.", made.id)
    wanted = schemas.EditCanned(text="We ship to Hue.", name="Hue", list_id="mine", version=answer.version)
    moved = await company.store.commit(canned.change_response, company.boss, int(answer.id), wanted, GROUND)
    assert (moved.list_id, moved.name, moved.text) == ("mine", "Hue", "We ship to Hue.")
    with pytest.raises(VersionConflict):
        await company.store.commit(canned.change_response, company.boss, int(answer.id), wanted, GROUND)
    await company.store.commit(canned.remove_response, company.boss, int(answer.id), GROUND)
    assert await within(company, company.boss, "mine") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"), ({"text": "x" * 8_001}, "text"), ({"text": "x", "name": "n" * 101}, "name"),
        ({"text": "x", "files": ["zz"]}, "files[0]"), ({"text": "x", "folder_id": "zz"}, "folder_id"),
    ],
)  # fmt: skip
async def test_what_is_no_response_is_refused_by_its_field(company: Company, wrong: Any, field: str) -> None:
    with pytest.raises(InvalidField) as refusal:
        await say(company, company.boss, **wrong)
    assert refusal.value.data["field"] == field


async def test_a_list_goes_with_all_that_is_in_it_and_channels_do_without(company: Company) -> None:
    made = await shared(company)
    await company.set(**{"canned.from": "chosen", "canned.lists": [made.id]})
    answer = await say(company, company.boss, "We ship.", made.id)
    await company.store.commit(canned.remove_list, company.boss, int(made.id), GROUND)
    with pytest.raises(ResponseNotFound):
        await company.store.commit(canned.remove_response, company.boss, int(answer.id), GROUND)
    mai = await company.hire("Mai")
    await company.queue(mai)
    assert set(await seen(company, mai)) == {"mine"}


async def test_search_knows_neither_marks_nor_case(company: Company) -> None:
    await say(company, company.boss, "Xin chào quý khách, đơn hàng 100% an toàn", name="Chào")
    for search, found in (("xin CHAO", 1), ("don hang", 1), ("100%", 1), ("_", 0), ("chao tạm biệt", 0)):
        assert len(await within(company, company.boss, "mine", search=search)) == found, search


async def test_another_account_has_nothing_of_it(company: Company) -> None:
    made = await shared(company)
    stranger = Actor(account_id=company.account_id + 1, person_id=5, role=Role.ADMINISTRATOR, locale="en")
    assert set(await seen(company, stranger)) == {"mine"}
    with pytest.raises(ListNotFound):
        await say(company, stranger, "…", made.id)
