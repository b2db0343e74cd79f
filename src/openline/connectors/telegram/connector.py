"""The connector of Telegram: what it says is said in the modules beside it."""

from collections.abc import AsyncGenerator

import msgspec

from openline.connectors.base import (
    Context,
    Defaults,
    Health,
    HttpReply,
    IdentitySet,
    InboundEvent,
    InstallReport,
    MediaRef,
    OutMessage,
    Profile,
    RawRequest,
    Rejected,
    Rendered,
    Route,
    SendResult,
    Settings,
    Signal,
    Verified,
    WireCall,
    WireOutcome,
    same,
)
from openline.connectors.telegram import answers, inbound, media, outbound, polling, sending, setup, shape
from openline.connectors.telegram.calls import action_call
from openline.connectors.telegram.places import Place

HEADER = "x-telegram-bot-api-secret-token"


class Telegram(Defaults):
    """A bot (docs/connectors/telegram.md)."""

    manifest = shape.MANIFEST
    capabilities = shape.CAPABILITIES
    schema = shape.SCHEMA

    def __init__(self, pace: polling.Pace | None = None) -> None:
        self._pace = pace or polling.Pace()

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        """Telegram signs nothing: it repeats the secret that `install` gave it."""
        given = request.headers.get(HEADER, "")
        if not given:
            return Rejected("no_signature")
        known = [same(given, secret.reveal()) for secret in settings.secrets(shape.SECRET)]
        return Verified() if any(known) else Rejected("signature_mismatch")

    def sync_reply(self, request: RawRequest, settings: Settings) -> HttpReply | None:
        """A pressed button is answered at once, within the reply: it stops turning."""
        del settings
        press = inbound.press_of(request.json())
        if press is None:
            return None
        body = msgspec.json.encode({"method": "answerCallbackQuery", "callback_query_id": press})
        return HttpReply(content_type="application/json", body=body)

    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:
        """One update, which may be several events."""
        del settings
        return inbound.events_of(request.json(), request.body, request.received_at)

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        """Texts, files with captions, albums."""
        return outbound.rendered(message, route, settings)

    def classify(self, outcome: WireOutcome) -> SendResult:
        """By the answer's status and words."""
        return answers.classify(outcome)

    async def send(self, ctx: Context, call: WireCall) -> SendResult:
        """Make the call; follow a group that has moved."""
        return await sending.send(ctx, call)

    async def signal(self, ctx: Context, route: Route, signal: Signal) -> None:
        """Typing, which lasts five seconds. Reading cannot be shown."""
        if signal is Signal.TYPING:
            await ctx.http.call(action_call(ctx.settings, Place.read(route.thread_ref), "typing"))

    def fetch_media(self, ctx: Context, ref: MediaRef) -> AsyncGenerator[bytes, None]:
        """The bytes of a file.

        Raises FetchRefused.
        """
        return media.fetch_media(ctx, ref)

    async def fetch_profile(self, ctx: Context, sender: IdentitySet) -> Profile | None:
        """A person's face."""
        return await media.fetch_profile(ctx, sender)

    async def check(self, ctx: Context) -> Health:
        """Whose bot it is, and whether its updates come here."""
        return await setup.check(ctx)

    async def install(self, ctx: Context, public_url: str) -> InstallReport:
        """Set the webhook, or take one away for polling."""
        return await setup.install(ctx, public_url)

    async def uninstall(self, ctx: Context) -> InstallReport:
        """Take our webhook back."""
        return await setup.uninstall(ctx)

    async def run(self, ctx: Context) -> None:
        """Poll, where the settings say so."""
        await polling.run(ctx, self._pace)
