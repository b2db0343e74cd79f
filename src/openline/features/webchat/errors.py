"""Refusals of the widget's door."""

from openline.kit.errors import AppError, NotFound


class WidgetNotFound(NotFound):
    """No connection has this key, or it is disconnected."""

    code = "widget_not_found"


class VisitorTokenRefused(AppError):
    """No token, or not one of ours: the widget starts anew."""

    code = "visitor_token_refused"
    status = 401


class OriginNotAllowed(AppError):
    """The page is not among the origins that the administrator allowed."""

    code = "origin_not_allowed"
    status = 403


class IdentityRefused(AppError):
    """The site's signature of its user is wrong."""

    code = "identity_refused"
    status = 403


class ConsentNeeded(AppError):
    """The channel wants the customer's consent before it keeps anything that he writes."""

    code = "consent_needed"
    status = 409


class ConsentChanged(AppError):
    """He agreed to other words than the channel has by now: he is to be shown those."""

    code = "consent_changed"
    status = 409


class FormNeeded(AppError):
    """The channel wants its form filled in before the first message."""

    code = "form_needed"
    status = 409
