"""docs/behaviour/response-times.md, told, and against an oracle that looks at each moment of the story."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openline.engine.calendar import CLOSED, Calendar, Hours, always
from openline.engine.kpi import (
    ChannelChanged,
    CustomerAsked,
    Figures,
    Finished,
    Happened,
    HumanAnswered,
    Rules,
    Waits,
    figures,
    fold,
    fold_all,
)

ZONE = "Asia/Ho_Chi_Minh"
NINE_TO_SIX = Calendar(ZONE, ((Hours(540, 1_080),),) * 5 + (CLOSED,) * 2)
MINUTE = 60_000


def at(text: str) -> int:
    """A time of Monday 23 November 2026, or of a given day."""
    day = text if "T" in text else f"2026-11-23T{text}"
    return round(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1_000)


def test_a_burst_is_one_wait_measured_from_its_first_message() -> None:
    story = [CustomerAsked(at("10:00"), 1), CustomerAsked(at("10:01"), 2), CustomerAsked(at("10:04"), 3)]
    waits = fold_all([*story, HumanAnswered(at("10:05"))], Rules(always()))
    assert [(one.message_id, one.initial) for one in waits.records] == [(1, True)]
    assert figures(waits, at("12:00")) == Figures(5 * MINUTE, 5 * MINUTE, 5 * MINUTE, 5 * MINUTE, 1)


def test_the_limit_is_not_paused_when_the_day_ends() -> None:
    waits = fold_all([CustomerAsked(at("17:59"), 1)], Rules(NINE_TO_SIX, first_s=300))
    assert waits.records[0].due_at == at("18:04")


def test_outside_working_hours_the_limit_begins_with_the_next_ones() -> None:
    waits = fold_all([CustomerAsked(at("20:00"), 1)], Rules(NINE_TO_SIX, first_s=300))
    assert waits.records[0].due_at == at("2026-11-24T09:05")
    shown = figures(waits, at("2026-11-24T09:00"))
    in_open_time = figures(waits, at("2026-11-24T09:03"), NINE_TO_SIX)
    assert shown is not None
    assert in_open_time is not None
    assert (shown.initial, in_open_time.initial) == (13 * 60 * MINUTE, 3 * MINUTE)


def test_with_the_option_only_open_time_counts() -> None:
    waits = fold_all([CustomerAsked(at("17:59"), 1)], Rules(NINE_TO_SIX, first_s=300, stops_when_closed=True))
    assert waits.records[0].due_at == at("2026-11-24T09:04")


@pytest.mark.parametrize(
    ("first_s", "further_s", "due"),
    [
        (60, 300, ["10:01", "11:05"]),
        (0, 300, ["10:05", "11:05"]),
        (60, 0, ["10:01", None]),
        (0, 0, [None, None]),
    ],
)
def test_which_limit_applies(first_s: int, further_s: int, due: list[str | None]) -> None:
    story: list[Happened] = [CustomerAsked(at("10:00"), 1), HumanAnswered(at("10:30")), CustomerAsked(at("11:00"), 2)]
    waits = fold_all(story, Rules(always(), first_s, further_s))
    assert [one.due_at for one in waits.records] == [None if one is None else at(one) for one in due]


def test_what_is_overdue_stays_so_until_it_is_answered() -> None:
    waits = fold_all([CustomerAsked(at("10:00"), 1)], Rules(always(), first_s=60))
    (record,) = waits.records
    assert [record.is_overdue(moment) for moment in (at("10:01") - 1, at("10:01"), at("12:00"))] == [False, True, True]
    answered = fold(waits, HumanAnswered(at("12:00")), Rules(always(), first_s=60)).records[0]
    assert not answered.is_overdue(at("13:00"))


def test_finishing_answers_and_an_answer_to_nothing_is_none() -> None:
    rules = Rules(always())
    waits = fold_all([HumanAnswered(at("09:00")), CustomerAsked(at("10:00"), 1), Finished(at("10:10"))], rules)
    assert waits.pending is None
    assert fold(waits, Finished(at("11:00")), rules) == waits
    assert figures(fold_all([HumanAnswered(at("09:00"))], rules), at("10:00")) is None


def test_another_channel_begins_anew_under_its_own_limits() -> None:
    old, new = Rules(always(), first_s=60), Rules(always(), first_s=600)
    waits = fold(Waits(), CustomerAsked(at("10:00"), 1), old)
    waits = fold(waits, ChannelChanged(at("10:05")), new)
    assert [(one.initial, one.due_at) for one in waits.records] == [(True, at("10:01")), (True, at("10:15"))]
    waits = fold(waits, HumanAnswered(at("10:07")), new)
    shown = figures(waits, at("12:00"))
    assert shown is not None
    assert (shown.initial, shown.total, shown.count) == (2 * MINUTE, 7 * MINUTE, 2)
    nothing_pending = fold(waits, ChannelChanged(at("10:10")), old)
    assert nothing_pending.records == waits.records
    assert fold(nothing_pending, CustomerAsked(at("10:20"), 9), old).records[-1].initial


moments = st.lists(st.integers(0, 3 * 86_400_000), min_size=1, max_size=12).map(sorted)
kinds = st.sampled_from([CustomerAsked, CustomerAsked, HumanAnswered, Finished])
rule_pages = st.builds(
    Rules, st.sampled_from([always(), NINE_TO_SIX]), st.sampled_from([0, 60, 3_600]), st.sampled_from([0, 300]),
    st.booleans(),
)  # fmt: skip


@st.composite
def stories(draw: st.DrawFn) -> list[Happened]:
    begin = at("08:00")
    story: list[Happened] = []
    for number, moment in enumerate(draw(moments)):
        kind = draw(kinds)
        story.append(kind(begin + moment, number) if kind is CustomerAsked else kind(begin + moment))
    return story


@given(stories(), rule_pages)
def test_the_total_is_the_time_in_which_somebody_waited(story: list[Happened], rules: Rules) -> None:
    now = story[-1].at + 1_000
    waiting, total, longest, since = False, 0, 0, 0
    for happened, following in pairwise([*story, HumanAnswered(now)]):
        if isinstance(happened, CustomerAsked) and not waiting:
            waiting, since = True, happened.at
        elif not isinstance(happened, CustomerAsked):
            waiting = False
        if waiting:
            total += following.at - happened.at
            longest = max(longest, following.at - since)
    shown = figures(fold_all(story, rules), now)
    assert (shown.total, shown.maximum) == (total, longest) if shown else total == 0


@given(stories(), rule_pages, st.data())
def test_told_in_parts_or_twice_it_is_the_same(story: list[Happened], rules: Rules, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(story)))
    waits = fold_all(story[:cut], rules)
    for happened in story[cut:]:
        waits = fold(waits, happened, rules)
    assert waits == fold_all(story, rules) == fold_all(list(story), rules)


@given(stories(), rule_pages)
def test_one_wait_at_a_time_and_only_the_first_is_initial(story: list[Happened], rules: Rules) -> None:
    records = fold_all(story, rules).records
    assert [one.initial for one in records] == [number == 0 for number in range(len(records))]
    assert all(one.answered_at is not None for one in records[:-1])
    for one, following in pairwise(records):
        assert one.received_at <= (one.answered_at or 0) <= following.received_at
    for one in records:
        assert one.due_at is None or one.due_at >= one.received_at
        assert one.due_at == replace(rules).due(one.received_at, initial=one.initial)
