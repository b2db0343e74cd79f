"""What customers are in a CRM. Nothing of it is in effect until there is one to ask."""

from openline.features.settings.kinds import Choice, Group, Switch, Text

CRM = Switch(key="crm.enabled", rest="CRM", group=Group.CRM, default=True, in_effect=False)
CRM_TRACKER = Switch(
    key="crm.tracker", rest="CRM_CHAT_TRACKER", group=Group.CRM, needs=CRM, default=True, in_effect=False
)
CRM_CREATE = Choice(
    key="crm.create", rest="CRM_CREATE", group=Group.CRM, needs=CRM, default="lead", choices=("none", "lead", "deal"),
    in_effect=False,
)  # fmt: skip
CRM_PIPELINE = Text(
    key="crm.pipeline", rest="CRM_CREATE_SECOND", group=Group.CRM, needs=CRM_CREATE, among=("deal",), le=100,
    in_effect=False,
)  # fmt: skip
CRM_REUSE_DEALS = Switch(
    key="crm.reuse_deals", rest="CRM_CREATE_THIRD", group=Group.CRM, needs=CRM_CREATE, among=("deal",), default=True,
    in_effect=False,
)  # fmt: skip
CRM_SOURCE = Text(key="crm.source", rest="CRM_SOURCE", group=Group.CRM, needs=CRM_CREATE, le=100, in_effect=False)
CRM_TRANSFER = Switch(
    key="crm.transfer_change", rest="CRM_TRANSFER_CHANGE", group=Group.CRM, needs=CRM, default=True, in_effect=False
)
CRM_FORM_RESPONSIBLE = Switch(
    key="crm.form_responsible", rest="IGNORE_WELCOME_FORM_RESPONSIBLE", group=Group.CRM, needs=CRM, default=False,
    in_effect=False,
)  # fmt: skip

ALL = (
    CRM, CRM_TRACKER, CRM_CREATE, CRM_PIPELINE, CRM_REUSE_DEALS, CRM_SOURCE, CRM_TRANSFER, CRM_FORM_RESPONSIBLE,
)  # fmt: skip
