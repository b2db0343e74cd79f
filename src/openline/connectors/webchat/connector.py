"""The widget's connector."""

from html import escape

from openline.connectors.base import (
    Context,
    Defaults,
    Health,
    HealthState,
    InboundEvent,
    InstallReport,
    OutMessage,
    RawRequest,
    Rejected,
    Rendered,
    Route,
    Settings,
    Verified,
)
from openline.connectors.webchat import identity, inbound, outbound, shape


class Webchat(Defaults):
    """Our own widget: messages go out by the stream (docs/connectors/webchat.md), so no call is ever made."""

    manifest = shape.MANIFEST
    capabilities = shape.CAPABILITIES
    schema = shape.SCHEMA

    def verify(self, request: RawRequest, settings: Settings) -> Verified | Rejected:
        """The signed identity in a body; whether the page may use the widget is asked with `origin_allowed`."""
        return identity.proved(request, settings)

    def parse(self, request: RawRequest, settings: Settings) -> list[InboundEvent]:  # noqa: ARG002 - the port
        """One event for each body; `request.peer` is the visitor that the route has recognised by his token."""
        return inbound.events(request)

    def render(self, message: OutMessage, route: Route, settings: Settings) -> Rendered:
        """Frames of the stream."""
        del settings
        return outbound.rendered(message, route)

    def snippet(self, public_url: str, key: str) -> str | None:
        """The loader, to be pasted into any page."""
        return f'<script async src="{escape(public_url.rstrip("/"))}/w/{escape(key)}.js"></script>'

    async def check(self, ctx: Context) -> Health:
        """Works as soon as it is pasted; with no list of pages anybody may paste it, which the console says."""
        return Health(HealthState.OK, "" if ctx.settings.texts("allowed_origins") else "any_origin")

    async def install(self, ctx: Context, public_url: str) -> InstallReport:
        """The snippet is the whole installation."""
        return InstallReport(paste=(("html", self.snippet(public_url, ctx.connection) or ""),))
