"""Consent to keeping personal data: a line with a link, and whoever writes on has agreed; a register of both (L22)."""

from openline.engine.life import LifeRules
from openline.features.conversations.service import CONVERSATIONS, Conversation
from openline.features.routing.repository import CONSENTS, Consent, Session
from openline.features.routing.service.life.saying import remark, tell
from openline.features.settings.service import FormRules
from openline.store import UnitOfWork


async def ask(uow: UnitOfWork, conversation: Conversation, session: Session, rules: LifeRules) -> Conversation:
    """Tell the customer what he agrees to by writing on, and colleagues what to do if he does not."""
    conversation = await tell(uow, conversation, session, line_of(rules))
    if rules.consent_note:
        conversation = await remark(uow, conversation, rules.consent_note)
    row = Consent(
        id=uow.new_id(), account_id=conversation.account_id, contact_id=conversation.contact_id,
        conversation_id=conversation.id, channel_id=conversation.channel_id, text=rules.consent,
        url=rules.consent_url, asked_at=uow.now, given_at=None,
    )  # fmt: skip
    CONSENTS.add(uow, row)
    return CONVERSATIONS.change(uow, conversation, consent=row.id)


def line_of(rules: LifeRules) -> str:
    """What he is told."""
    return f"{rules.consent}\n{rules.consent_url}".strip()


def asks_first(rules: LifeRules, form: FormRules | None) -> bool:
    """Whether the widget asks by itself: not where a form before the first message has a tick that is needed."""
    ticked = form is not None and form.before and any(one.kind == "consent" and one.required for one in form.fields)
    return bool(rules.consent_first) and not ticked


async def wrote_on(uow: UnitOfWork, conversation: Conversation) -> Conversation:
    """The customer who was asked writes on: that is his consent."""
    row = await CONSENTS.get(uow, conversation.consent)
    if row is not None and row.given_at is None:
        CONSENTS.change(uow, row, given_at=uow.now)
    return CONVERSATIONS.change(uow, conversation, consent=0)


def agreed(uow: UnitOfWork, conversation: Conversation, *, text: str, url: str, at: int) -> Consent:
    """He agreed before he wrote, or in a form: asked and given at once."""
    row = Consent(
        id=uow.new_id(), account_id=conversation.account_id, contact_id=conversation.contact_id,
        conversation_id=conversation.id, channel_id=conversation.channel_id, text=text, url=url, asked_at=at,
        given_at=at,
    )  # fmt: skip
    return CONSENTS.add(uow, row)
