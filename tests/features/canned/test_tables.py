"""A list as a table: tried first, taken as a whole or not at all, and given out so that it can be taken again."""

import pytest

from openline.bootstrap.canned import GROUND
from openline.features.canned import schemas
from openline.features.canned import service as canned
from openline.kit.errors import InvalidField
from tests.features.canned.test_lists import say, shared, within
from tests.support.desk import Company


async def take(company: Company, list_id: str, table: str, *, trial: bool = False) -> schemas.CannedReport:
    given = schemas.CannedTable(table=table, trial=trial)
    return await company.store.commit(canned.take_table, company.boss, list_id, given, GROUND)


async def test_a_trial_says_what_would_happen_and_stores_nothing(company: Company) -> None:
    made = await shared(company, folders=["Delivery"])
    table = "folder;name;text\ndelivery;Hue;We ship to Hue.\nReturns;;Send it back.\n"
    report = await take(company, made.id, table, trial=True)
    assert (report.stored, report.added, report.folders, report.problems) == (False, 2, ["Returns"], [])
    assert await within(company, company.boss, made.id) == []
    assert (await take(company, made.id, table)).stored
    assert await within(company, company.boss, made.id) == ["Hue", "Send it back."]
    assert (await take(company, made.id, table)).unchanged == 2


async def test_one_bad_row_and_nothing_is_stored(company: Company) -> None:
    table = f"name,text\na,\nb,{'x' * 8_001}\n{'n' * 101},t\nsame,t\nSame,t\n"
    report = await take(company, "mine", table)
    assert [(one.line, one.column, one.problem) for one in report.problems] == [
        (2, "text", "no_text"), (3, "text", "long_text"), (4, "name", "long_name"), (6, "name", "twice"),
    ]  # fmt: skip
    assert not report.stored
    assert await within(company, company.boss, "mine") == []


async def test_no_table_is_refused_by_name(company: Company) -> None:
    for table in ("hello\nyou", 'text\n"never closed'):
        with pytest.raises(InvalidField, match="invalid_field"):
            await take(company, "mine", table)


async def test_what_is_given_out_is_taken_again_unchanged(company: Company) -> None:
    made = await shared(company, folders=["Delivery", "Other"])
    await say(company, company.boss, '=SUM(1), "quoted"\nsecond line; #CUSTOMER_NAME#', made.id, name="-Odd, one")
    await say(company, company.boss, "'Tis", made.id, folder_id=made.folders[0].id)
    given = (await company.store.read(canned.give_table, company.boss, made.id, GROUND)).table
    assert "\r\n,=" not in given
    assert (await take(company, made.id, given)).unchanged == 2
    copy = await shared(company, "Copy", folders=[])
    assert (await take(company, copy.id, given)).added == 2
    assert (await company.store.read(canned.give_table, company.boss, copy.id, GROUND)).table == given
