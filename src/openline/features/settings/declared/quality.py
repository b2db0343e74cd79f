"""How customers rate, what bots do, and how fast answers should come."""

from openline.features.settings.kinds import Choice, Group, Number, Switch, Text
from openline.features.settings.shapes import People, Reference

_BUTTON = 100
_MONTH_S = 2_678_400
_DAY_S = 86_400

RATING = Switch(key="rating.ask", rest="VOTE_MESSAGE", group=Group.RATING, basic=True, default=True)
RATING_BEFORE_FINISH = Switch(
    key="rating.before_finish", rest="VOTE_BEFORE_FINISH", group=Group.RATING, needs=RATING, default=True
)
RATING_CLOSES = Switch(key="rating.closes", rest="VOTE_CLOSING_DELAY", group=Group.RATING, needs=RATING, default=False)
RATING_TIME_LIMIT = Number(
    key="rating.time_limit", rest="VOTE_TIME_LIMIT", group=Group.RATING, needs=RATING, default=0, ge=60, le=_MONTH_S,
    unit="s", zero="no limit",
)  # fmt: skip
RATING_WIDGET_TEXT = Text(
    key="rating.widget_text", rest="VOTE_MESSAGE_1_TEXT", group=Group.RATING, needs=RATING,
    default="automatic.rating.widget", le=_BUTTON,
)  # fmt: skip
RATING_WIDGET_LIKE = Text(
    key="rating.widget_like", rest="VOTE_MESSAGE_1_LIKE", group=Group.RATING, needs=RATING,
    default="automatic.rating.like", le=_BUTTON,
)  # fmt: skip
RATING_WIDGET_DISLIKE = Text(
    key="rating.widget_dislike", rest="VOTE_MESSAGE_1_DISLIKE", group=Group.RATING, needs=RATING,
    default="automatic.rating.dislike", le=_BUTTON,
)  # fmt: skip
RATING_TEXT = Text(
    key="rating.text",
    rest="VOTE_MESSAGE_2_TEXT",
    group=Group.RATING,
    needs=RATING,
    default="automatic.rating.ask",
    must=("1", "0"),
)
RATING_LIKE = Text(
    key="rating.like", rest="VOTE_MESSAGE_2_LIKE", group=Group.RATING, needs=RATING, default="automatic.rating.like"
)
RATING_DISLIKE = Text(
    key="rating.dislike",
    rest="VOTE_MESSAGE_2_DISLIKE",
    group=Group.RATING,
    needs=RATING,
    default="automatic.rating.dislike",
)

BOT = Switch(key="bot.enabled", rest="WELCOME_BOT_ENABLE", group=Group.BOT, basic=True, default=False)
BOT_ID = Reference(key="bot.id", rest="WELCOME_BOT_ID", group=Group.BOT, basic=True, needs=BOT, to="bot")
BOT_JOIN = Choice(
    key="bot.join",
    rest="WELCOME_BOT_JOIN",
    group=Group.BOT,
    needs=BOT,
    default="always",
    choices=("always", "first"),
)
BOT_TIME = Number(
    key="bot.time",
    rest="WELCOME_BOT_TIME",
    group=Group.BOT,
    needs=BOT,
    default=600,
    ge=10,
    le=_DAY_S,
    unit="s",
    zero="never",
)
BOT_LEAVES = Choice(
    key="bot.leaves",
    rest="WELCOME_BOT_LEFT",
    group=Group.BOT,
    needs=BOT,
    default="queue",
    choices=("queue", "close"),
)

KPI_FIRST_LIMIT = Number(
    key="kpi.first_limit", rest="KPI_FIRST_ANSWER_TIME", group=Group.KPI, basic=True, default=0, ge=1, le=_MONTH_S,
    unit="s", zero="no limit",
)  # fmt: skip
KPI_FIRST_ALERT = Switch(
    key="kpi.first_alert", rest="KPI_FIRST_ANSWER_ALERT", group=Group.KPI, needs=KPI_FIRST_LIMIT, default=False
)
KPI_FIRST_PEOPLE = People(key="kpi.first_people", rest="KPI_FIRST_ANSWER_LIST", group=Group.KPI, needs=KPI_FIRST_ALERT)
KPI_FIRST_TEXT = Text(
    key="kpi.first_text",
    rest="KPI_FIRST_ANSWER_TEXT",
    group=Group.KPI,
    needs=KPI_FIRST_ALERT,
    default="automatic.kpi.first",
    le=1_000,
)
KPI_FURTHER_LIMIT = Number(
    key="kpi.further_limit", rest="KPI_FURTHER_ANSWER_TIME", group=Group.KPI, default=0, ge=1, le=_MONTH_S,
    unit="s", zero="no limit",
)  # fmt: skip
KPI_FURTHER_ALERT = Switch(
    key="kpi.further_alert", rest="KPI_FURTHER_ANSWER_ALERT", group=Group.KPI, needs=KPI_FURTHER_LIMIT, default=False
)
KPI_FURTHER_PEOPLE = People(
    key="kpi.further_people", rest="KPI_FURTHER_ANSWER_LIST", group=Group.KPI, needs=KPI_FURTHER_ALERT
)
KPI_FURTHER_TEXT = Text(
    key="kpi.further_text",
    rest="KPI_FURTHER_ANSWER_TEXT",
    group=Group.KPI,
    needs=KPI_FURTHER_ALERT,
    default="automatic.kpi.further",
    le=1_000,
)
KPI_STOPS_WHEN_CLOSED = Switch(key="kpi.stops_when_closed", group=Group.KPI, default=False)
KPI_REPEAT_AFTER = Number(key="kpi.repeat_after", group=Group.KPI, default=0, ge=60, le=_DAY_S, unit="s", zero="never")
KPI_ESCALATE_AFTER = Number(
    key="kpi.escalate_after", group=Group.KPI, default=0, ge=60, le=_DAY_S, unit="s", zero="never"
)
KPI_ESCALATE_PEOPLE = People(key="kpi.escalate_people", group=Group.KPI, needs=KPI_ESCALATE_AFTER)

ALL = (
    RATING, RATING_BEFORE_FINISH, RATING_CLOSES, RATING_TIME_LIMIT, RATING_WIDGET_TEXT, RATING_WIDGET_LIKE,
    RATING_WIDGET_DISLIKE, RATING_TEXT, RATING_LIKE, RATING_DISLIKE, BOT, BOT_ID, BOT_JOIN, BOT_TIME, BOT_LEAVES,
    KPI_FIRST_LIMIT, KPI_FIRST_ALERT, KPI_FIRST_PEOPLE, KPI_FIRST_TEXT, KPI_FURTHER_LIMIT, KPI_FURTHER_ALERT,
    KPI_FURTHER_PEOPLE, KPI_FURTHER_TEXT, KPI_STOPS_WHEN_CLOSED, KPI_REPEAT_AFTER, KPI_ESCALATE_AFTER,
    KPI_ESCALATE_PEOPLE,
)  # fmt: skip
