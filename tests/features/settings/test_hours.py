"""When a channel is open, and the holidays of countries, as the API tells them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from openline.features.channels.service import CONNECTIONS
from openline.features.routing.hours import AskHours, Hours
from openline.features.routing.service.channels import edit_settings
from openline.features.routing.service.hours import hours_of
from openline.features.settings.service import show_holidays
from openline.kit.errors import InvalidField
from openline.store import UnitOfWork
from tests.support.desk import Company

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = {"zone": "Asia/Ho_Chi_Minh", "week": [*[[["08:00", "12:00"], ["13:30", "17:30"]]] * 5, [], []]}


async def hours(company: Company, *day: int, **more: Any) -> Hours:
    changes = {"hours.enabled": True, "hours.calendar": {**CALENDAR, **more}}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), changes, None)
    return await ask(company, at="{}-{:02}-{:02}T{:02}:{:02}".format(*day))


async def ask(company: Company, **asked: Any) -> Hours:
    return await company.store.read(hours_of, company.boss, int(company.channel.id), AskHours(**asked))


def in_hanoi(text: str | None) -> str | None:
    return text and datetime.fromisoformat(text).astimezone(HANOI).strftime("%d.%m %H:%M")


async def test_a_channel_without_hours_never_closes(company: Company) -> None:
    told = await ask(company)
    with pytest.raises(InvalidField):
        await ask(company, at="0002-01-01T00:00:00Z")
    assert (told.open, told.zone, told.next_open, told.next_close) == (True, None, told.at, None)


async def test_at_noon_it_opens_after_the_break(company: Company) -> None:
    told = await hours(company, 2027, 3, 1, 12, 15)
    assert (told.open, in_hanoi(told.next_open), in_hanoi(told.next_close)) == (False, "01.03 13:30", "01.03 17:30")


async def test_in_the_morning_it_closes_at_noon(company: Company) -> None:
    told = await hours(company, 2027, 3, 1, 9, 0)
    assert (told.open, in_hanoi(told.next_close)) == (True, "01.03 12:00")


async def test_holidays_of_a_country_close_it(company: Company) -> None:
    """Tết of 2027 is on Saturday the 6th of February; with the days around it the week ends on Thursday."""
    told = await hours(company, 2027, 2, 5, 9, 0)
    assert told.open
    told = await hours(company, 2027, 2, 5, 9, 0, countries=["VN"])
    assert (told.open, in_hanoi(told.next_open)) == (False, "11.02 08:00")
    told = await hours(company, 2027, 2, 5, 9, 0, countries=["VN"], opened={"2027-02-05": [["09:00", "11:00"]]})
    assert (told.open, in_hanoi(told.next_close)) == (True, "05.02 11:00")


async def test_what_is_said_follows_the_hours(company: Company) -> None:
    changes = {"hours.off_rule": "text", "hours.off_text": "Hẹn gặp lại", "auto.no_answer_rule": "text"}
    await company.store.commit(edit_settings, company.boss, int(company.channel.id), changes, None)
    assert (await hours(company, 2027, 3, 1, 12, 15)).texts.off_hours == "Hẹn gặp lại"
    at_work = (await hours(company, 2027, 3, 1, 9, 0)).texts
    assert at_work.off_hours is None
    assert at_work.no_answer


async def test_a_country_has_its_holidays_in_its_language(company: Company) -> None:
    told = {day.date: day.name for day in show_holidays(company.boss, "VN", 2027, "vi").items}
    assert told["2027-02-06"] == "Tết Nguyên Đán"
    told = {day.date: day.name for day in show_holidays(company.boss, "RU", 2027, "vi").items}
    assert told["2027-05-09"] == "Victory Day"
    with pytest.raises(InvalidField) as refusal:
        show_holidays(company.boss, "XX", 2027, None)
    assert refusal.value.data["field"] == "country"
    with pytest.raises(InvalidField) as refusal:
        show_holidays(company.boss, "VN", 1, None)
    assert refusal.value.data["field"] == "year"


async def test_hours_can_be_tried_before_they_are_stored(company: Company) -> None:
    unsaved = {"hours.enabled": True, "hours.calendar": CALENDAR, "hours.off_rule": "text", "hours.off_text": "Mai nhé"}
    told = await ask(company, at="2027-03-01T12:15", settings=unsaved)
    assert (told.open, in_hanoi(told.next_open), told.texts.off_hours) == (False, "01.03 13:30", "Mai nhé")
    assert (await ask(company, at="2027-03-01T12:15")).zone is None
    with pytest.raises(InvalidField) as refusal:
        await ask(company, settings={"hours.calendar": {**CALENDAR, "zone": "Mars/Olympus"}})
    assert refusal.value.data["field"] == "hours.calendar"


async def test_it_says_which_rule_gives_a_day_its_hours(company: Company) -> None:
    day = (await hours(company, 2027, 2, 5, 9, 0, countries=["VN"])).day
    assert (day.date, day.because, day.holiday, day.hours) == ("2027-02-05", "holiday", "Lunar New Year's Eve", [])
    day = (await hours(company, 2027, 2, 5, 9, 0, opened={"2027-02-05": [["20:00", "02:00"]]})).day
    assert (day.because, day.holiday, day.hours) == ("opened", None, [("20:00", "26:00")])


async def test_it_says_who_would_be_asked_and_what_is_said_if_nobody_is_there(company: Company) -> None:
    mai, linh = await company.hire("Mai"), await company.hire("Linh")
    await company.queue(mai, linh)
    await company.come(mai)
    told = await ask(company, settings={"hours.off_rule": "text", "hours.off_text": "Hẹn gặp lại"})
    assert (told.routing.members, told.routing.free, told.routing.refused) == (2, 1, {"offline": 1})
    assert (told.texts.off_hours, told.texts_alone and told.texts_alone.off_hours) == (None, "Hẹn gặp lại")
    told = await ask(company, settings={"queue.check_available": False, "hours.off_rule": "text"})
    assert (told.routing.free, told.texts_alone) == (2, None)


async def add_messenger(uow: UnitOfWork, company: Company) -> None:
    widget = await CONNECTIONS.get(uow, int(company.connection.id))
    assert widget is not None
    CONNECTIONS.add(uow, msgspec.structs.replace(widget, id=uow.new_id(), key="messenger", connector="telegram"))


async def test_the_line_that_asks_for_consent_is_told_where_it_is_sent(company: Company) -> None:
    """The widget asks by itself before the first message (docs/behaviour/life.md L22)."""
    await company.set(**{"consent.enabled": True, "consent.text": "Viết tiếp là đồng ý."})
    assert (await ask(company)).texts.consent is None
    await company.store.commit(add_messenger, company)
    assert (await ask(company)).texts.consent == "Viết tiếp là đồng ý."
