"""Facts: events in the account's append-only log. They carry ids, kinds and numbers; no texts, names, addresses."""

from typing import Any, ClassVar

import msgspec

_KINDS: dict[str, type["Fact"]] = {}
_HEAD = ("account_id", "conversation_id", "session_id", "channel_id", "person_id", "actor_id", "number", "audience")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every fact; subclasses set `kind` and add small fields of their own (the payload).

    `person_id` is whom it is about, `actor_id` who did it (None: the customer or the system), `number` its place among
    what the customer of the conversation may see, `audience` who must be told besides those who see everything
    (None: everybody in the account). A `private` fact is for `person_id` and `audience` alone.
    """

    kind: ClassVar[str] = ""
    private: ClassVar[bool] = False

    account_id: int
    conversation_id: int | None = None
    session_id: int | None = None
    channel_id: int | None = None
    person_id: int | None = None
    actor_id: int | None = None
    number: int | None = None
    audience: tuple[int, ...] | None = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        kind = cls.__dict__.get("kind")
        if kind and _KINDS.setdefault(kind, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts of kind {kind}")


class Logged(msgspec.Struct, frozen=True):
    """A fact with its place and time in the log."""

    seq: int
    at: int
    fact: Fact


def is_due(fact: Fact, person_id: int, circles: frozenset[int], *, sees_all: bool) -> bool:
    """Whether a person must be told of a fact (docs/behaviour/streams.md S2)."""
    if fact.private:
        return fact.person_id == person_id
    audience = fact.audience
    if sees_all or audience is None or person_id in audience or fact.person_id == person_id:
        return True
    return not circles.isdisjoint(audience)


def payload_of(fact: Fact) -> str:
    """The fields that are not columns of the log, as JSON."""
    names = [name for name in fact.__struct_fields__ if name not in _HEAD]
    return msgspec.json.encode({name: getattr(fact, name) for name in names}).decode() if names else "{}"


def audience_text(fact: Fact) -> str | None:
    """The audience as it is stored: a JSON list, or NULL for everybody."""
    return None if fact.audience is None else msgspec.json.encode(fact.audience).decode()


def restore(kind: str, head: dict[str, Any], audience: str | None, payload: str) -> Fact:
    """A fact from its row. An unknown kind (written by a newer version) becomes a plain Fact."""
    fields = dict(head, audience=None if audience is None else msgspec.json.decode(audience, type=list[int]))
    cls = _KINDS.get(kind)
    if cls is None:
        return msgspec.convert(fields, Fact)
    fields.update(msgspec.json.decode(payload))
    return msgspec.convert(fields, cls)
