"""Refusals of the messages slice."""

from openline.kit.errors import AppError, NotFound


class TextEmpty(AppError):
    """Neither text nor file."""

    code = "text_empty"
    status = 422
    field = "text"


class TextTooLong(AppError):
    code = "text_too_long"
    status = 422
    field = "text"


class ReplyTargetNotFound(NotFound):
    """The message that is replied to is not in this conversation."""

    code = "reply_target_not_found"
    status = 422
    field = "reply_to"


class MessageNotFound(NotFound):
    code = "message_not_found"
