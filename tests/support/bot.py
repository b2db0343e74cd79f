"""A bot that says what a test wrote for it: it asks for events and answers as a real one would, over the bot API."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openline.features.bots.types import BotCaller
from openline.features.messages.service import Draft
from openline.features.routing.bot_schemas import BotEvent
from openline.features.routing.service import bot_reading, bots
from openline.store import Store


@dataclass
class ScriptedBot:
    """`script` is what it answers to which words; `*` to all others. Some answers are deeds: see `DEEDS`."""

    store: Store
    caller: BotCaller
    script: Mapping[str, str]
    at: int | None = None
    seen: list[BotEvent] = field(default_factory=list)
    refused: int = 0

    async def live(self) -> list[str]:
        """Hear what has happened and act on it; returns the kinds of what it heard."""
        heard: list[str] = []
        while True:
            page = await self.store.read(bot_reading.events, self.caller, self.at, 100)
            self.at = page.next
            if not page.items:
                return heard
            for event in page.items:
                self.seen.append(event)
                heard.append(event.kind)
                await self._on(event)

    async def _on(self, event: BotEvent) -> None:
        message = event.message
        if message is None or message.author != "customer":
            return
        answer = self.script.get(message.text, self.script.get("*", ""))
        session_id = int(event.session_id)
        if answer in DEEDS:
            await self.store.commit(DEEDS[answer], self.caller, session_id)
        elif answer:
            await self.say(session_id, answer, message.id)

    async def say(self, session_id: int, text: str, client_id: str | None = None) -> bool:
        """Whether it was let."""
        said = await self.store.commit(bots.speak, self.caller, session_id, Draft(text=text, client_id=client_id))
        self.refused += said is None
        return said is not None


DEEDS = {"hand over": bots.hand_over, "finish": bots.finish}
