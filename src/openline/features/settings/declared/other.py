"""What belongs to no other group."""

from openline.features.settings.kinds import Choice, Group, Number, Switch, Text
from openline.kit.i18n import DEFAULT_LOCALE, LOCALES

LANGUAGE = Choice(
    key="channel.language", rest="LANGUAGE_ID", group=Group.OTHER, basic=True, default=DEFAULT_LOCALE, choices=LOCALES
)
TITLE = Text(key="channel.title", group=Group.OTHER, le=100)
LIVE_TYPING = Switch(key="typing.live", rest="WATCH_TYPING", group=Group.TYPING, default=True)
CONFIRM_CLOSE = Switch(key="channel.confirm_close", rest="CONFIRM_CLOSE", group=Group.OTHER, default=False)
PRIORITY = Number(
    key="channel.priority",
    rest="SESSION_PRIORITY",
    group=Group.OTHER,
    default=0,
    ge=0,
    le=86_400,
    unit="s",
)

ALL = (TITLE, LANGUAGE, LIVE_TYPING, CONFIRM_CLOSE, PRIORITY)
