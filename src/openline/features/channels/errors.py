"""Refusals of the channels slice."""

from openline.kit.errors import AppError, NotFound


class ChannelNotFound(NotFound):
    code = "channel_not_found"


class ConnectionNotFound(NotFound):
    code = "connection_not_found"


class ChannelInactive(AppError):
    """The channel is switched off: nothing goes out."""

    code = "channel_inactive"
    status = 409


class ConnectionExists(AppError):
    """A channel has one connection of a connector; a second one needs a channel of its own."""

    code = "connection_exists"
    status = 409


class TooManyChannels(AppError):
    code = "too_many_channels"
    status = 409
