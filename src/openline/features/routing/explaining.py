"""Bodies of explanations: why a session went where it went, and what would have to change."""

from openline.kit.wire import Answer


class PassedOver(Answer, frozen=True, kw_only=True):
    """Somebody who stood before the winner, and why he did not get it."""

    person_id: str
    name: str | None
    reason: str


class Explanation(Answer, frozen=True, kw_only=True):
    """One decision of the engine; `offered` counts those it was offered to: nobody, the winner, or everybody."""

    at: str
    rule: str
    cause: str
    winner_id: str | None
    winner_name: str | None
    passed_over: list[PassedOver]
    counts: dict[str, int]
    offered: int = 0


class Remedy(Answer, frozen=True, kw_only=True):
    """A change that is enough for a waiting session to come to somebody, and for how many members it is."""

    code: str
    people: int


class BotHasIt(Answer, frozen=True, kw_only=True):
    """Why nobody is asked: a bot answers first, at the latest `until`. The agent whose customer it is is not asked
    either, as the queue is not.
    """

    id: str
    name: str
    since: str
    until: str | None
    responsible_id: str | None
    responsible_name: str | None


class Routing(Answer, frozen=True, kw_only=True):
    """Why a session went where it went, newest first; why it is still waiting, and what would have to change.

    `place` is its place in line, 1 for the next, among `in_line`; both are of what stands in line only. While a `bot`
    has it, `remedies` say what brings a person.
    """

    explanations: list[Explanation]
    waiting: Explanation | None
    place: int | None
    in_line: int
    remedies: list[Remedy]
    bot: BotHasIt | None = None
