"""What the people slice does; other slices and bootstrap use what is named here."""

from openline.features.people.repository import LOGIN_LASTS_MS, MAX_PEOPLE, PEOPLE, PersonRow
from openline.features.people.service.absences import absences_page, add_absence, remove_absence
from openline.features.people.service.demo import add_demo_person
from openline.features.people.service.frontdoor import Entered, FrontDoor
from openline.features.people.service.gate import Gate
from openline.features.people.service.knock import SUBPROTOCOL, Knock
from openline.features.people.service.limits import Attempts, Limit
from openline.features.people.service.links import first_administrator_link, invite_again, reset_by_email, reset_for
from openline.features.people.service.logins import end_my_login, end_my_other_logins, log_out, my_logins
from openline.features.people.service.mailroom import Addressee, Mailroom
from openline.features.people.service.passwords import Passwords, check_strength
from openline.features.people.service.people import (
    add_person,
    change_me,
    change_person,
    invite,
    link_url,
    me,
    people_page,
    show_person,
    shown_to,
    wire_with,
)
from openline.features.people.service.presences import NobodyThere, Presences
from openline.features.people.service.rows import (
    Newcomer,
    access_person,
    hold_person,
    people_of_account,
    person_by_email,
    person_row,
    wire_person,
)
from openline.features.people.service.sweep import sweep
from openline.features.people.service.tokens import add_token, make_token, revoke_token, tokens_page
from openline.features.people.service.work import set_pause, set_skills, set_workday, set_working_time

__all__ = [
    "LOGIN_LASTS_MS", "MAX_PEOPLE", "PEOPLE", "SUBPROTOCOL", "Addressee", "Attempts", "Entered", "FrontDoor", "Gate",
    "Knock", "Limit", "Mailroom", "Newcomer", "NobodyThere", "Passwords", "PersonRow", "Presences", "absences_page",
    "access_person", "add_absence",
    "add_demo_person", "add_person", "add_token", "change_me", "change_person", "check_strength", "end_my_login",
    "end_my_other_logins", "first_administrator_link", "hold_person", "invite", "invite_again", "link_url", "log_out",
    "make_token", "me", "my_logins", "people_of_account", "people_page", "person_by_email", "person_row",
    "remove_absence", "reset_by_email", "reset_for", "revoke_token", "set_pause", "set_skills", "set_workday",
    "set_working_time", "show_person", "shown_to", "sweep", "tokens_page", "wire_person", "wire_with",
]  # fmt: skip
