"""What a channel says by itself, when sessions close, what is a rating: docs/behaviour/life.md as tables."""

import pytest

from openline.engine.life import (
    MONTH_MS,
    PIN_MS,
    LifeRules,
    Opening,
    RatingRules,
    Story,
    at_opening,
    closes_at,
    farewell,
    look_again_at,
    rating_ends_at,
    rating_in,
)

HOUR_MS = 3_600_000
RATING = RatingRules(text="Rate us: 1 or 0", like="Thanks!", dislike="Sorry!")
ALL = LifeRules(
    welcome="Hello", off_hours="Closed", consent="Data", closing="Bye", timeout="Still there?", rating=RATING,
    timeout_s=3_600,
)  # fmt: skip
SILENT = LifeRules(timeout_s=3_600)


@pytest.mark.parametrize(
    ("rules", "how", "said"),
    [
        (ALL, Opening(True, True), "welcome consent"),
        (ALL, Opening(True, True, channel_open=False), "welcome off_hours consent"),
        (ALL, Opening(True, True, nobody_there=True), "welcome off_hours consent"),
        (ALL, Opening(True, True, with_bot=True, nobody_there=True), "consent"),
        (ALL, Opening(True, True, consent_known=True), "welcome"),
        (ALL, Opening(True, False), ""),
        (ALL, Opening(True, False, channel_open=False), "off_hours"),
        (ALL, Opening(False, False, channel_open=False), "off_hours"),
        (ALL, Opening(False, False, channel_open=False, off_hours_said=True), ""),
        (ALL, Opening(False, False), ""),
        (LifeRules(welcome="Hello", welcome_each_session=True), Opening(True, False), "welcome"),
        (LifeRules(welcome="Hello", welcome_each_session=True), Opening(False, False), ""),
        (SILENT, Opening(True, True, channel_open=False, nobody_there=True), ""),
    ],
)
def test_what_is_said_at_the_beginning_and_in_which_order(rules: LifeRules, how: Opening, said: str) -> None:
    assert " ".join(kind.value for kind, _ in at_opening(rules, how)) == said


@pytest.mark.parametrize(
    ("rules", "by_hand", "buttons", "rated", "said", "two_phases"),
    [
        (ALL, True, False, False, "closing rating", True),
        (ALL, True, True, False, "closing", True),  # buttons ask by themselves
        (ALL, True, False, True, "closing", True),
        (ALL, False, False, False, "timeout rating", True),
        (LifeRules(rating=RATING), True, True, False, "", True),
        (LifeRules(rating=RATING), True, True, True, "", False),
        (LifeRules(timeout="Still there?"), True, False, False, "", False),
        (LifeRules(closing="Bye"), False, False, False, "", False),
        (SILENT, True, False, False, "", False),
    ],
)
def test_closing_has_two_phases_only_where_something_is_said(
    rules: LifeRules, *, by_hand: bool, buttons: bool, rated: bool, said: str, two_phases: bool
) -> None:
    bye = farewell(rules, by_hand=by_hand, buttons=buttons, rated=rated)
    assert (" ".join(kind.value for kind, _ in bye.sayings), bye.two_phases) == (said, two_phases)
    assert bye.asks_rating == (rules.rating is not None and not rated)


@pytest.mark.parametrize(
    ("story", "due_at"),
    [
        (Story(0, 1_000, None), 1_000 + MONTH_MS),
        (Story(5, 1_000, 500), 1_000 + MONTH_MS),
        (Story(10, 1_000, None), 1_000 + MONTH_MS),
        (Story(20, 5_000, 1_000), 5_000 + MONTH_MS),
        (Story(25, 5_000, 1_000), 5_000 + MONTH_MS),
        (Story(40, 1_000, 2_000), 2_000 + HOUR_MS),
        (Story(40, 1_000, 2_000, moved_at=9_000), 9_000 + HOUR_MS),
        (Story(40, 1_000, 2_000, pinned=True, moved_at=3_000), 3_000 + PIN_MS),
        (Story(40, 1_000, 8_000, pinned=True, moved_at=3_000), 8_000 + PIN_MS),
        (Story(25, 9_000, 8_000, pinned=True, moved_at=3_000), 9_000 + PIN_MS),
    ],
)
def test_when_it_closes_by_itself(story: Story, due_at: int) -> None:
    assert closes_at(SILENT, story) == due_at


def test_a_timer_never_sleeps_past_what_an_answer_meanwhile_would_make_due() -> None:
    waiting = Story(25, 0, None)
    again = look_again_at(SILENT, waiting, now=7_000)
    answered = Story(40, 0, 7_001)
    assert again <= closes_at(SILENT, answered)
    assert look_again_at(SILENT, Story(40, 0, 5_000), now=7_000) == 5_000 + HOUR_MS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", (True, "")),
        ("0", (False, "")),
        ("1 thanks", (True, "thanks")),
        ("0 chậm quá", (False, "chậm quá")),
        ("1 ", (True, "")),
        ("10 pieces", None),
        ("1. yes", None),
        ("1\nyes", None),
        ("2", None),
        ("", None),
        ("один", None),
        (" 1", None),
    ],
)
def test_what_is_a_rating(text: str, found: tuple[bool, str] | None) -> None:
    assert rating_in(text) == found


def test_a_rating_counts_until_its_deadline() -> None:
    assert rating_ends_at(RATING, 1_000) is None
    limited = RatingRules(text="", like="", dislike="", limit_s=60)
    assert rating_ends_at(limited, 1_000) == 61_000
