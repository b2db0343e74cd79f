"""What the channel says by itself, and when sessions close."""

from openline.features.settings.kinds import Choice, Group, Number, Switch, Text
from openline.features.settings.shapes import FormFields, Reminders

_SAYS = ("none", "text")

WELCOME = Switch(key="auto.welcome", rest="WELCOME_MESSAGE", group=Group.AUTO, basic=True, default=True)
WELCOME_EACH_SESSION = Switch(
    key="auto.welcome_each_session", rest="SEND_WELCOME_EACH_SESSION", group=Group.AUTO, needs=WELCOME, default=False
)
WELCOME_TEXT = Text(
    key="auto.welcome_text",
    rest="WELCOME_MESSAGE_TEXT",
    group=Group.AUTO,
    basic=True,
    needs=WELCOME,
    default="automatic.welcome",
)
FORM = Switch(key="form.enabled", rest="USE_WELCOME_FORM", group=Group.AUTO, default=False)
FORM_WHEN = Choice(
    key="form.when",
    rest="WELCOME_FORM_DELAY",
    group=Group.AUTO,
    needs=FORM,
    default="after",
    choices=("after", "before"),
)
FORM_TITLE = Text(key="form.title", group=Group.AUTO, needs=FORM, default="automatic.form_title", le=200)
FORM_FIELDS = FormFields(key="form.fields", group=Group.AUTO, needs=FORM)
NO_ANSWER_AFTER = Number(
    key="auto.no_answer_after", rest="NO_ANSWER_TIME", group=Group.AUTO, default=60, ge=10, le=86_400, unit="s"
)
NO_ANSWER_RULE = Choice(
    key="auto.no_answer_rule", rest="NO_ANSWER_RULE", group=Group.AUTO, basic=True, default="none", choices=_SAYS
)
NO_ANSWER_TEXT = Text(
    key="auto.no_answer_text",
    rest="NO_ANSWER_TEXT",
    group=Group.AUTO,
    basic=True,
    needs=NO_ANSWER_RULE,
    default="automatic.no_answer",
)
CLOSE_RULE = Choice(
    key="auto.close_rule", rest="CLOSE_RULE", group=Group.AUTO, basic=True, default="text", choices=_SAYS
)
CLOSE_TEXT = Text(
    key="auto.close_text", rest="CLOSE_TEXT", group=Group.AUTO, basic=True, needs=CLOSE_RULE, default="automatic.close"
)
CLOSE_DELAY = Number(
    key="auto.close_delay", rest="FULL_CLOSE_TIME", group=Group.AUTO, default=10, ge=0, le=1_440, unit="min"
)
TIMEOUT = Number(
    key="auto.timeout",
    rest="AUTO_CLOSE_TIME",
    group=Group.AUTO,
    basic=True,
    danger=True,
    default=14_400,
    ge=3_600,
    le=2_678_400,
    unit="s",
)
TIMEOUT_RULE = Choice(key="auto.timeout_rule", rest="AUTO_CLOSE_RULE", group=Group.AUTO, default="none", choices=_SAYS)
TIMEOUT_TEXT = Text(
    key="auto.timeout_text", rest="AUTO_CLOSE_TEXT", group=Group.AUTO, needs=TIMEOUT_RULE, default="automatic.timeout"
)
REMINDERS = Reminders(key="auto.reminders", group=Group.AUTO, danger=True)

ALL = (
    WELCOME, WELCOME_EACH_SESSION, WELCOME_TEXT, FORM, FORM_WHEN, FORM_TITLE, FORM_FIELDS, NO_ANSWER_AFTER,
    NO_ANSWER_RULE, NO_ANSWER_TEXT, CLOSE_RULE, CLOSE_TEXT, CLOSE_DELAY, TIMEOUT, TIMEOUT_RULE, TIMEOUT_TEXT,
    REMINDERS,
)  # fmt: skip
