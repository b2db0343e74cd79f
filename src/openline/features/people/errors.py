"""Refusals of the people slice."""

from openline.kit.errors import AppError, NotFound


class PersonNotFound(NotFound):
    code = "person_not_found"


class LoginNotFound(NotFound):
    code = "login_not_found"


class TokenNotFound(NotFound):
    code = "token_not_found"


class AbsenceNotFound(NotFound):
    code = "absence_not_found"


class LinkGone(AppError):
    """A link that was used, replaced or has expired, or never was one: all look the same."""

    code = "link_gone"
    status = 410


class Conflict(AppError):
    """Base of what is refused because of how things stand now."""

    status = 409


class EmailTaken(Conflict):
    code = "email_taken"


class LastAdministrator(Conflict):
    """Nobody would be left to manage the account."""

    code = "last_administrator"


class TooManyPeople(Conflict):
    code = "too_many_people"


class TooManyAbsences(Conflict):
    code = "too_many_absences"


class WorkingTimeNotManaged(Conflict):
    """He has no workday: he is at work whenever he is online."""

    code = "working_time_not_managed"


class WorkdayNotStarted(Conflict):
    """A break interrupts a day that has started."""

    code = "workday_not_started"


class TooManyTokens(Conflict):
    code = "too_many_tokens"


class AlreadyJoined(Conflict):
    """An invitation is for those without a password."""

    code = "already_joined"


class PersonInactive(Conflict):
    code = "person_inactive"


class DemoPasswordFixed(Conflict):
    """Demo logins are shown on the login page, so their password stays what it is."""

    code = "demo_password_fixed"


class WrongPassword(AppError):
    """Unknown e-mail, wrong password, deactivated, not joined yet: all look the same."""

    code = "wrong_password"
    status = 401


class OldPasswordWrong(AppError):
    """Not 401: the login itself is fine."""

    code = "old_password_wrong"
    status = 403


class PasswordWeak(AppError):
    """Too short or too easy to guess; data has `min`."""

    code = "password_weak"
    status = 422


class DemoLoginRefused(AppError):
    """A demo password was tried from somewhere else than the computer the server runs on."""

    code = "demo_login_refused"
    status = 403


class CsrfFailed(AppError):
    """A cookie request that changes something came without the token of its login."""

    code = "csrf_failed"
    status = 403


class OriginNotAllowed(AppError):
    """A page of another site asked."""

    code = "origin_not_allowed"
    status = 403
