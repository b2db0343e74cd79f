"""What a customer would see with settings that are not stored yet, by the functions that will say it (ADR 0104)."""

from typing import Any, Literal

import msgspec

from openline.engine.life import Automatic, LifeRules, Opening, at_opening, farewell
from openline.features.accounts.service import account_row
from openline.features.channels.service import Channel, access_channel
from openline.features.people.types import Actor
from openline.features.routing import preview as wire
from openline.features.routing.service.cards import seen_in
from openline.features.routing.service.life.consent import asks_first, line_of
from openline.features.settings.service import form_of, life_of
from openline.features.settings.types import BOT, BOT_ID, LANGUAGE, LIVE_TYPING, TITLE, Settings, at_home
from openline.kit.i18n import Texts
from openline.kit.macros import fill
from openline.kit.text import clean
from openline.store import View

_NUMBER = "1024"
LIKED = "1"


class Draft(msgspec.Struct, frozen=True):
    """What a channel would be with the settings of an editor."""

    settings: str

    @property
    def effective(self) -> Settings:
        return Settings(msgspec.json.decode(self.settings))


async def draft_of(view: View, channel: Channel, changes: dict[str, Any]) -> Draft:
    """The channel with these changes.

    Raises InvalidField.
    """
    account = await account_row(view, channel.account_id)
    settings = channel.effective.with_changes(changes, at_home(account.locale, account.time_zone))
    return Draft(msgspec.json.encode(settings.changed).decode())


async def preview_of(view: View, actor: Actor, channel_id: int, asked: wire.AskPreview, texts: Texts) -> wire.Preview:
    """The moments of a conversation. The one who looks plays the agent.

    Raises NotAllowed, ChannelNotFound, InvalidField.
    """
    channel = await access_channel(view, actor, channel_id)
    draft = await draft_of(view, channel, asked.settings)
    settings = draft.effective
    language = settings.value(LANGUAGE)
    seen = await seen_in(view, draft, channel_id, actor.account_id, actor.person_id)
    agent = seen.name or ""
    play = _Play(
        life_of(draft), texts, language, agent=agent, with_bot=settings.value(BOT) and bool(settings.value(BOT_ID))
    )
    return wire.Preview(
        language=language, title=settings.value(TITLE) or None, live_typing=settings.value(LIVE_TYPING), agent=agent,
        position=seen.position, form=_form(draft), scenes=play.scenes(),
    )  # fmt: skip


def _form(draft: Draft) -> wire.PreviewForm | None:
    form, rules = form_of(draft), life_of(draft)
    asked = wire.PreviewConsent(text=rules.consent_first, url=rules.consent_url) if asks_first(rules, form) else None
    if form is None:
        return wire.PreviewForm(before=True, title="", consent_url="", consent=asked, fields=[]) if asked else None
    return wire.PreviewForm(
        before=form.before, title=form.title, consent_url=form.consent_url, consent=asked,
        fields=[wire.PreviewField(**msgspec.structs.asdict(field)) for field in form.fields],
    )  # fmt: skip


class _Play:
    """A conversation as the rules would have it."""

    def __init__(self, rules: LifeRules, texts: Texts, language: str, *, agent: str, with_bot: bool) -> None:
        self._rules = rules
        self._with_bot = with_bot
        self._agent = agent
        self._question = wire.Line(author="customer", text=texts.say(language, "preview.question"))
        self._answer = wire.Line(author="agent", text=texts.say(language, "preview.answer"))

    def scenes(self) -> list[wire.Shown]:
        """Each scene that has something to show; nothing is said outside of hours where no text is chosen for them."""
        rules = self._rules
        found = [self._waiting("opening")]
        if rules.off_hours:
            found.append(self._waiting("off_hours", is_open=False))
        if rules.no_answer:
            found.append(self._waiting("no_answer", *self._said([rules.no_answer], owner="")))
        found.append(self._ending("closing", by_hand=True))
        if rules.timeout:
            found.append(self._ending("timeout", by_hand=False))
        if rules.rating is not None:
            found.append(self._rated())
        return found

    def _opening(self, *, widget: bool, is_open: bool = True) -> list[wire.Line]:
        how = Opening(
            new_session=True, new_conversation=True, with_bot=self._with_bot, channel_open=is_open,
            consent_known=widget,  # it has asked before the first message
        )  # fmt: skip
        said = [
            line_of(self._rules) if kind is Automatic.CONSENT else text
            for kind, text in at_opening(self._rules, how)
        ]  # fmt: skip
        return [self._question, *self._said(said, owner="")]

    def _waiting(self, scene: wire.Scene, *more: wire.Line, is_open: bool = True) -> wire.Shown:
        widget, messenger = ([*self._opening(widget=one, is_open=is_open), *more] for one in (True, False))
        return wire.Shown(scene=scene, phase="waiting", closing=False, widget=widget, rating=None, messenger=messenger)

    def _served(self, *, widget: bool, by_hand: bool = True) -> list[wire.Line]:
        return [*self._opening(widget=widget), self._answer, *self._bye(by_hand=by_hand, buttons=widget)]

    def _ending(self, scene: wire.Scene, *, by_hand: bool) -> wire.Shown:
        widget, messenger = (self._served(widget=one, by_hand=by_hand) for one in (True, False))
        return wire.Shown(
            scene=scene, phase="active", closing=True, widget=widget, rating=self._asking(None), messenger=messenger
        )

    def _rated(self) -> wire.Shown:
        rating = self._rules.rating
        assert rating is not None
        vote = wire.Line(author="customer", text=LIKED)
        return wire.Shown(
            scene="rated", phase="active", closing=True, widget=self._served(widget=True),
            rating=self._asking("like"),
            messenger=[*self._served(widget=False), vote, *self._said([rating.like], owner=self._agent)],
        )  # fmt: skip

    def _bye(self, *, by_hand: bool, buttons: bool) -> list[wire.Line]:
        said = farewell(self._rules, by_hand=by_hand, buttons=buttons, rated=False).sayings
        return self._said([text for _, text in said], owner=self._agent)

    def _asking(self, vote: Literal["like"] | None) -> wire.Asking | None:
        rules = self._rules.rating
        if rules is None:
            return None
        return wire.Asking(
            asked=vote is None, vote=vote, text=rules.widget_text, like=rules.widget_like, dislike=rules.widget_dislike
        )

    def _said(self, texts: list[str], *, owner: str) -> list[wire.Line]:
        known = {"SESSION_ID": _NUMBER, "DIALOG": _NUMBER, "OPERATOR": owner, "CUSTOMER_NAME": ""}
        said = (clean(fill(text, known)) for text in texts)
        return [wire.Line(author="system", text=text) for text in said if text]
