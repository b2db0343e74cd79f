"""Who types right now: told to those who see the conversation, forgotten by itself, never stored."""

from openline.kit.clock import Clock
from openline.realtime.bus import Bus
from openline.realtime.hub import Hub
from openline.realtime.limits import LIVE_TYPING_EVERY_MS, MAX_TYPERS, TYPING_EVERY_MS, TYPING_LIFE_MS
from openline.realtime.signals import AGENT, CUSTOMER, LiveTyping, Typing
from openline.realtime.texts import loose

LIVE = "live"
Key = tuple[int, str, int | None]


class Typers:
    """`say` is for this node's people; `hear` for what another node said."""

    def __init__(self, hub: Hub, bus: Bus, clock: Clock) -> None:
        self._hub = hub
        self._bus = bus
        self._clock = clock
        self._typing: dict[Key, tuple[int, Typing]] = {}
        self._said: dict[Key, int] = {}

    def say(self, typing: Typing) -> None:
        """Tell everybody; repeats within a moment are dropped, the end of typing never is."""
        now, key = self._clock.now(), _key(typing)
        if typing.on and now - self._said.get(key, -TYPING_LIFE_MS) < TYPING_EVERY_MS:
            return
        if not typing.on and key not in self._typing:
            return
        self._said[key] = now
        self._bus.send(typing)
        self.hear(typing)

    def hear(self, typing: Typing) -> None:
        """Tell this node's listeners."""
        key = _key(typing)
        if typing.on:
            if len(self._typing) >= MAX_TYPERS and key not in self._typing:
                return
            self._typing[key] = (self._clock.now() + TYPING_LIFE_MS, typing)
        else:
            self._typing.pop(key, None)
        self._tell(typing, on=typing.on)

    def say_live(self, typing: LiveTyping) -> None:
        """Tell the owner what his customer has written so far; what comes too fast is dropped."""
        now, key = self._clock.now(), (typing.conversation_id, LIVE, None)
        if typing.text and now - self._said.get(key, -TYPING_LIFE_MS) < LIVE_TYPING_EVERY_MS:
            return
        self._said[key] = now
        self._bus.send(typing)
        self.hear_live(typing)

    def hear_live(self, typing: LiveTyping) -> None:
        """Tell the owner's screens on this node; nothing is kept."""
        data = {"conversation_id": str(typing.conversation_id), "text": typing.text}
        self._hub.tell_person(typing.account_id, typing.owner_id, loose("typing.live", data))

    def expire(self) -> None:
        """Whoever has not been heard of for the life of a hint has stopped."""
        now = self._clock.now()
        for key, (ends, typing) in list(self._typing.items()):
            if ends <= now:
                del self._typing[key]
                self._tell(typing, on=False)
        if len(self._said) > MAX_TYPERS:
            self._said.clear()
        else:
            self._said = {key: at for key, at in self._said.items() if now - at < TYPING_LIFE_MS}

    def _tell(self, typing: Typing, *, on: bool) -> None:
        person = None if typing.person_id is None else str(typing.person_id)
        data = {
            "conversation_id": str(typing.conversation_id), "author": typing.author, "person_id": person, "on": on,
        }  # fmt: skip
        self._hub.tell_agents(typing.account_id, typing.people, loose("typing", data))
        if typing.author == AGENT:
            text = loose("typing", {"on": on, "name": typing.name})
            self._hub.tell_customer(typing.account_id, typing.conversation_id, text)


def agent_typing(account_id: int, conversation_id: int, person_id: int, *, name: str | None, on: bool) -> Typing:
    """An agent's hint; the caller adds the people who see the conversation."""
    return Typing(
        account_id=account_id, conversation_id=conversation_id, author=AGENT, person_id=person_id, name=name, on=on
    )


def customer_typing(account_id: int, conversation_id: int, *, on: bool) -> Typing:
    """A customer's hint."""
    return Typing(account_id=account_id, conversation_id=conversation_id, author=CUSTOMER, on=on)


def _key(typing: Typing) -> Key:
    return typing.conversation_id, typing.author, typing.person_id
