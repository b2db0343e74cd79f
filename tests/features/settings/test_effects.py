"""Every setting does what it says: here stands which test shows it, and no setting may be missing.

Each of these tests changes the setting as the API does, and looks at what customers or agents get.
"""

import ast
from pathlib import Path

import pytest

from openline.features.settings.types import CATALOGUE

FEATURES = Path(__file__).parent.parent
SHOWN: dict[str, str] = {
    "queue.distribution": "test_bursts.py::test_a_burst_is_served_without_overload_or_two_owners",
    "queue.heads": "routing/test_lineup.py::test_heads_are_in_or_out_as_the_channel_says",
    "queue.skills": "routing/test_skills.py::test_the_able_are_asked_and_after_a_while_the_less_able",
    "queue.skills_relax_after": "routing/test_skills.py::test_the_able_are_asked_and_after_a_while_the_less_able",
    "queue.idle_time": "routing/test_flow.py::test_an_offer_that_expires_goes_to_the_next",
    "queue.check_available": "routing/test_opening.py::test_without_the_check_of_presence_nobody_is_missed",
    "queue.on_break": "routing/test_leaving.py::test_a_setting_that_makes_an_absence_matter_takes_at_once",
    "queue.max_sessions": "routing/test_flow.py::test_no_free_slot_no_accept_and_the_offer_stays",
    "queue.slot_rule": "routing/test_closing.py::test_a_closing_session_takes_no_slot",
    "queue.escalate_after": "routing/test_escalation.py::test_supervisors_hear_of_it_once",
    "queue.escalate_to": "routing/test_escalation.py::test_it_moves_to_another_channel",
    "queue.agent_card": "routing/test_cards.py::test_customers_see_what_the_channel_says",
    "queue.agent_name": "routing/test_cards.py::test_customers_see_what_the_channel_says",
    "crm.forward": "routing/test_responsible.py::test_a_channel_may_leave_all_to_the_queue",
    "hours.enabled": "routing/test_opening.py::test_e20_a_closed_channel_says_so_once_and_goes_on_distributing",
    "hours.calendar": "routing/test_opening.py::test_a_channel_that_closes_while_he_waits_says_so_then",
    "hours.off_rule": "routing/test_opening.py::test_when_nobody_is_there_it_is_like_being_closed",
    "hours.off_text": "routing/test_opening.py::test_e20_a_closed_channel_says_so_once_and_goes_on_distributing",
    "consent.enabled": "routing/test_opening.py::test_who_writes_on_has_agreed",
    "consent.text": "routing/test_opening.py::test_who_writes_on_has_agreed",
    "consent.url": "routing/test_opening.py::test_who_writes_on_has_agreed",
    "auto.welcome": "routing/test_opening.py::test_a_stranger_is_greeted_without_a_gap",
    "auto.welcome_each_session": "routing/test_opening.py::test_each_session_may_be_welcomed",
    "auto.welcome_text": "routing/test_opening.py::test_macros_are_filled",
    "form.enabled": "webchat/test_form.py::test_the_widget_is_told_what_to_ask_and_brings_the_answers",
    "form.when": "webchat/test_form.py::test_after_the_first_message_it_may_be_declined",
    "form.title": "webchat/test_form.py::test_the_widget_is_told_what_to_ask_and_brings_the_answers",
    "form.fields": "webchat/test_form.py::test_the_widget_is_told_what_to_ask_and_brings_the_answers",
    "auto.no_answer_after": "routing/test_opening.py::test_who_is_not_accepted_in_time_is_marked_and_told_once",
    "auto.no_answer_rule": "routing/test_opening.py::test_who_is_not_accepted_in_time_is_marked_and_told_once",
    "auto.no_answer_text": "routing/test_opening.py::test_who_is_not_accepted_in_time_is_marked_and_told_once",
    "auto.close_rule": "bots/test_first.py::test_what_it_finishes_says_good_bye_and_may_go_on",
    "auto.close_text": "bots/test_first.py::test_what_it_finishes_says_good_bye_and_may_go_on",
    "auto.close_delay": "routing/test_closing.py::test_without_a_delay_the_text_is_said_and_that_is_it",
    "auto.timeout": "routing/test_closing.py::test_e17_a_customer_who_is_silent_after_an_answer_is_timed_out",
    "auto.timeout_rule": "routing/test_closing.py::test_e17_a_customer_who_is_silent_after_an_answer_is_timed_out",
    "auto.timeout_text": "routing/test_closing.py::test_e17_a_customer_who_is_silent_after_an_answer_is_timed_out",
    "auto.reminders": "routing/test_opening.py::test_a_silent_customer_is_reminded_of_each_answer",
    "canned.from": "canned/test_using.py::test_a_channel_offers_the_lists_chosen_for_it",
    "canned.lists": "canned/test_using.py::test_a_channel_offers_the_lists_chosen_for_it",
    "typing.live": "webchat/test_live_typing.py::test_a_channel_may_switch_it_off",
    "rating.ask": "webchat/test_ratings.py::test_where_nobody_asks_there_is_nothing_to_rate",
    "rating.before_finish": "webchat/test_ratings.py::test_a_channel_may_let_him_rate_before",
    "rating.closes": "routing/test_ratings.py::test_a_channel_may_close_on_a_rating",
    "rating.time_limit": "routing/test_ratings.py::test_a_rating_has_its_time",
    "rating.widget_text": "webchat/test_ratings.py::test_he_is_asked_when_it_is_finished_and_answers_once",
    "rating.widget_like": "webchat/test_ratings.py::test_he_is_asked_when_it_is_finished_and_answers_once",
    "rating.widget_dislike": "webchat/test_ratings.py::test_he_is_asked_when_it_is_finished_and_answers_once",
    "rating.text": "routing/test_ratings.py::test_a_digit_rates_what_is_closing",
    "rating.like": "routing/test_ratings.py::test_a_digit_rates_what_is_closing",
    "rating.dislike": "routing/test_ratings.py::test_a_digit_rates_what_is_closing",
    "bot.enabled": "bots/test_api.py::test_a_bot_is_made_answers_and_is_removed",
    "bot.id": "bots/test_first.py::test_a_bot_that_is_gone_or_not_let_in_answers_nobody",
    "bot.join": "bots/test_first.py::test_it_joins_the_first_time_only",
    "bot.time": "bots/test_first.py::test_its_time_ends_and_the_wait_for_people_begins",
    "bot.leaves": "bots/test_first.py::test_zero_alone_reaches_a_person",
    "kpi.first_limit": "responses/test_responses.py::test_with_the_clock_stopped_at_night_only_open_time_counts",
    "kpi.first_alert": "responses/test_responses.py::test_people_are_told_once_in_the_words_of_the_channel",
    "kpi.first_people": "responses/test_responses.py::test_people_are_told_once_in_the_words_of_the_channel",
    "kpi.first_text": "responses/test_responses.py::test_people_are_told_once_in_the_words_of_the_channel",
    "kpi.further_limit": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.further_alert": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.further_people": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.further_text": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.stops_when_closed": "responses/test_responses.py::test_with_the_clock_stopped_at_night_only_open_time_counts",
    "kpi.repeat_after": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.escalate_after": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "kpi.escalate_people": "responses/test_responses.py::test_it_is_said_again_and_then_to_superiors",
    "channel.title": "channels/test_setup.py::test_a_widget_has_its_own_title_else_the_channels_title_else_its_name",
    "channel.language": "settings/test_api.py::test_texts_follow_the_language_of_the_channel",
    "channel.confirm_close": "routing/test_channel_view.py::test_agents_see_whether_to_ask_first_and_how_urgent_it_is",
    "channel.priority": "routing/test_channel_view.py::test_agents_see_whether_to_ask_first_and_how_urgent_it_is",
}


def test_no_setting_in_effect_is_without_its_test() -> None:
    in_effect = {setting.key for setting in CATALOGUE.values() if setting.in_effect}
    assert SHOWN.keys() == in_effect


@pytest.mark.parametrize("key", SHOWN)
def test_the_test_is_there_and_changes_it(key: str) -> None:
    """The setting is named, under its key or by its own word, in its test or in what that test uses of its file."""
    place, _, name = SHOWN[key].partition("::")
    told = _with_what_it_uses(ast.parse((FEATURES / place).read_text()), name)
    ways = (f"'{key}'", key.replace(".", "__"), f"{key.partition('.')[2]}=")
    assert any(way in told for way in ways), f"{name} does not change {key}"


def _with_what_it_uses(module: ast.Module, name: str) -> str:
    """The text of a test, and of the helpers, fixtures and constants that it comes to in its file."""
    known = {word: node for node in module.body for word in _names_given(node)}
    todo, met = [name], dict[str, str]()
    while todo:
        word = todo.pop()
        if word in met:
            continue
        met[word] = ast.unparse(known[word])
        for part in ast.walk(known[word]):
            used = part.id if isinstance(part, ast.Name) else part.arg if isinstance(part, ast.arg) else ""
            todo += [used] if used in known else []
    return "\n".join(met.values())


def _names_given(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
