"""What a customer is told who does not react to an answer, and the buttons under it (L21)."""

from openline.engine.life import LifeRules, Reminder, ReminderButton
from openline.engine.words import ANSWERED
from openline.features.conversations.service import Conversation
from openline.features.messages.service import Draft, Message, add, last_of
from openline.features.messages.types import Author, ButtonsPart, Content, MessageButton, PressedPart
from openline.features.routing.repository import Session
from openline.features.routing.service.life.clocks import arm
from openline.features.routing.service.life.closing import close
from openline.features.routing.service.life.rows import both, life_in, write_life
from openline.features.routing.service.life.rules import rules_of
from openline.features.routing.service.life.saying import may_speak, now, tell
from openline.features.routing.types import DeadlineKind
from openline.store import UnitOfWork

CLOSE, GO_ON, NEW = "reminder:close", "reminder:continue", "reminder:new"


async def remind(uow: UnitOfWork, session: Session, rules: LifeRules) -> None:
    """Its timer is due: say the next reminder if it is time, and see when to look again."""
    first_ms = rules.reminders[0].after_s * 1_000
    if session.status != ANSWERED:
        arm(uow, DeadlineKind.REMINDER, session, uow.now + first_ms)
        return
    answer = await last_of(uow, session.conversation_id, Author.AGENT, session.id)
    life = life_in(session)
    said = life.reminded if answer is not None and life.reminded_for == answer.id else 0
    if answer is None or said >= len(rules.reminders):
        arm(uow, DeadlineKind.REMINDER, session, uow.now + first_ms)
        return
    # Of several that are late at once, where the rules have just become these, only the last is said.
    late = sum(answer.at + reminder.after_s * 1_000 <= uow.now for reminder in rules.reminders)
    if late > said:
        await _say(uow, session, late - 1, rules.reminders[late - 1])
        session, _ = await both(uow, session.id)
        write_life(uow, session, reminded=late, reminded_for=answer.id)
    following = max(said, late)
    due_at = uow.now + first_ms
    if following < len(rules.reminders):
        due_at = answer.at + rules.reminders[following].after_s * 1_000
    arm(uow, DeadlineKind.REMINDER, session, due_at)


async def pressed(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[Conversation, Message] | None:
    """The customer pressed a button under a reminder: what closes is closed, and `None` if he has more to say."""
    word, button = await _button(uow, conversation, draft)
    if button is None or conversation.session_id is None or word == GO_ON:
        return None
    if word == NEW:
        await close(uow, conversation.session_id, by=None)
        return None
    conversation, message = await add(uow, conversation, draft, author=Author.CUSTOMER)
    session, conversation = await both(uow, conversation.session_id or 0)
    if button.reply and await may_speak(uow, conversation):
        await tell(uow, conversation, session, button.reply)
    await close(uow, session.id, by=None)
    return await now(uow, conversation), message


async def answer(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> None:
    """He goes on, in this session or in a new one: tell him what was promised for that."""
    _, button = await _button(uow, conversation, draft)
    if button is None or not button.reply or conversation.session_id is None:
        return
    session, conversation = await both(uow, conversation.session_id)
    if await may_speak(uow, conversation):
        await tell(uow, conversation, session, button.reply)


async def _say(uow: UnitOfWork, session: Session, place: int, reminder: Reminder) -> None:
    session, conversation = await both(uow, session.id)
    if not await may_speak(uow, conversation):
        return
    named = ((CLOSE, reminder.close), (GO_ON, reminder.go_on), (NEW, reminder.new))
    buttons = [MessageButton(label=button.label, payload=f"{word}:{place}") for word, button in named if button]
    # Elsewhere than in our widget a platform may know no buttons: the text says what it has to.
    content = Content(parts=[ButtonsPart(buttons=buttons)]) if buttons and not conversation.route else None
    await tell(uow, conversation, session, reminder.text, content)


async def _button(uow: UnitOfWork, conversation: Conversation, draft: Draft) -> tuple[str, ReminderButton | None]:
    """Which button it was, as the channel's rules have it now."""
    parts = draft.content.parts if draft.content and conversation.session_open else []
    payload = next((part.payload for part in parts if isinstance(part, PressedPart)), "")
    word, _, place = payload.rpartition(":")
    reminders = (await rules_of(uow, conversation.channel_id)).reminders if word in (CLOSE, GO_ON, NEW) else ()
    if not place.isascii() or not place.isdigit() or int(place[:2]) >= len(reminders):
        return "", None
    reminder = reminders[int(place[:2])]
    return word, {CLOSE: reminder.close, GO_ON: reminder.go_on, NEW: reminder.new}[word]
