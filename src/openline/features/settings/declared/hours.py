"""When the channel is open, and what is said when it is not; the consent to keep personal data."""

from openline.features.settings.kinds import Address, Choice, Group, Switch, Text
from openline.features.settings.shapes import OpenHours

HOURS = Switch(key="hours.enabled", rest="WORKTIME_ENABLE", group=Group.HOURS, basic=True, default=False)
CALENDAR = OpenHours(key="hours.calendar", group=Group.HOURS, basic=True, needs=HOURS)
OFF_RULE = Choice(
    key="hours.off_rule",
    rest="WORKTIME_DAYOFF_RULE",
    group=Group.HOURS,
    basic=True,
    default="none",
    choices=("none", "text"),
)
OFF_TEXT = Text(
    key="hours.off_text",
    rest="WORKTIME_DAYOFF_TEXT",
    group=Group.HOURS,
    basic=True,
    needs=OFF_RULE,
    default="automatic.off_hours",
)

CONSENT = Switch(key="consent.enabled", rest="AGREEMENT_MESSAGE", group=Group.CONSENT, basic=True, default=False)
CONSENT_TEXT = Text(key="consent.text", group=Group.CONSENT, basic=True, needs=CONSENT, default="automatic.consent")
CONSENT_URL = Address(key="consent.url", group=Group.CONSENT, basic=True, needs=CONSENT, le=2_000)

ALL = (HOURS, CALENDAR, OFF_RULE, OFF_TEXT, CONSENT, CONSENT_TEXT, CONSENT_URL)
