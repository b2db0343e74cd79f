"""Refusals of the platforms slice."""

from openline.kit.errors import AppError, NotFound, TooMany


class HookNotFound(NotFound):
    """No connection of this connector has this id, or it is switched off."""

    code = "hook_not_found"


class HookRefused(AppError):
    """The request was not made by the platform, or not with the secret that was agreed."""

    code = "hook_refused"
    status = 401


class FailedEventNotFound(NotFound):
    """No failed event has this id, or it is another account's."""

    code = "failed_event_not_found"


class AlreadyReplayed(AppError):
    """Somebody has replayed it before, and it worked."""

    code = "already_replayed"
    status = 409


class TooManyFailed(TooMany):
    """So many events of a connection have failed that no more are kept: the platform is to send it again."""

    code = "too_many_failed"
    status = 503


class LeaseLost(Exception):
    """Another process polls this connection now."""


class NotFailed(AppError):
    """It is on its way, or has arrived: sending it again would say it twice."""

    code = "not_failed"
    status = 409
