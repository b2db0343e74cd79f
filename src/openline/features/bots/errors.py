"""Refusals of the bots slice."""

from openline.kit.errors import AppError, NotFound


class BotNotFound(NotFound):
    code = "bot_not_found"


class TooManyBots(AppError):
    code = "too_many_bots"
    status = 409


class BotTokenRefused(AppError):
    """No bot has this token, or it was removed."""

    code = "bot_token_refused"
    status = 401
