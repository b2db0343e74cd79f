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


class PlanLimit(AppError):
    """The account's plan allows no more; data has the `plan` and its `limit`."""

    code = "plan_limit"
    status = 409


class SettingRefused(AppError):
    """The platform does not take what was entered; data has the `field` and the platform's word as `reason`."""

    code = "setting_refused"
    status = 409


class PlatformUnreachable(AppError):
    """The platform could not be asked, so nothing was stored; data has the `reason`."""

    code = "platform_unreachable"
    status = 409


class AccountConnected(AppError):
    """The platform's account is connected already; data says as what and in which channel."""

    code = "account_connected"
    status = 409


class OtherAccount(AppError):
    """The new credentials are another account's of the platform: that is another connection."""

    code = "other_account"
    status = 409
