"""How sessions are distributed."""

from openline.engine.model import Mode
from openline.features.settings.kinds import Choice, Group, Number, Switch, Text
from openline.features.settings.shapes import Reference, Skills

_ONE_BY_ONE = tuple(mode.value for mode in Mode if mode is not Mode.ALL)
DISTRIBUTION = Choice(
    key="queue.distribution", rest="QUEUE_TYPE", group=Group.QUEUE, basic=True, danger=True, default="evenly",
    choices=tuple(mode.value for mode in Mode),
)  # fmt: skip
HEADS = Switch(key="queue.heads", group=Group.QUEUE, danger=True, default=True)
SKILLS = Skills(key="queue.skills", group=Group.QUEUE, needs=DISTRIBUTION, among=("skills",))
SKILLS_RELAX_AFTER = Number(
    key="queue.skills_relax_after",
    group=Group.QUEUE,
    needs=DISTRIBUTION,
    among=("skills",),
    default=60,
    ge=0,
    le=86_400,
    unit="s",
)
IDLE_TIME = Number(
    key="queue.idle_time",
    rest="QUEUE_TIME",
    group=Group.QUEUE,
    basic=True,
    needs=DISTRIBUTION,
    among=_ONE_BY_ONE,
    default=60,
    ge=60,
    le=43_200,
    unit="s",
    zero="1h",
)
CHECK_AVAILABLE = Switch(
    key="queue.check_available", rest="CHECK_AVAILABLE", group=Group.QUEUE, basic=True, danger=True, default=True
)
ON_BREAK = Choice(
    key="queue.on_break", group=Group.QUEUE, default="after_idle_time", choices=("keep", "after_idle_time", "at_once")
)
MAX_SESSIONS = Number(
    key="queue.max_sessions", rest="MAX_CHAT", group=Group.QUEUE, basic=True, default=0, ge=1, le=1_000, zero="no limit"
)
SLOT_RULE = Choice(
    key="queue.slot_rule", rest="TYPE_MAX_CHAT", group=Group.QUEUE, needs=MAX_SESSIONS, default="answered",
    choices=("answered_new", "answered", "closed"),
)  # fmt: skip
ESCALATE_AFTER = Number(key="queue.escalate_after", group=Group.QUEUE, default=0, ge=1, le=100, zero="never")
ESCALATE_TO = Reference(
    key="queue.escalate_to", group=Group.QUEUE, needs=ESCALATE_AFTER, to="channel", word="supervisors"
)
AGENT_CARD = Choice(
    key="queue.agent_card", rest="OPERATOR_DATA", group=Group.QUEUE, default="profile",
    choices=("profile", "card", "hidden"),
)  # fmt: skip
AGENT_NAME = Text(
    key="queue.agent_name", rest="DEFAULT_OPERATOR_DATA", group=Group.QUEUE, needs=AGENT_CARD, among=("hidden",),
    default="automatic.agent_name", le=100,
)  # fmt: skip
FORWARD = Switch(key="crm.forward", rest="CRM_FORWARD", group=Group.CRM, default=True)

ALL = (
    DISTRIBUTION, HEADS, SKILLS, SKILLS_RELAX_AFTER, IDLE_TIME, CHECK_AVAILABLE, ON_BREAK, MAX_SESSIONS, SLOT_RULE,
    ESCALATE_AFTER, ESCALATE_TO, AGENT_CARD, AGENT_NAME, FORWARD,
)  # fmt: skip
