"""What most platforms have in common. A connector inherits it and overrides what its platform does differently."""

from collections.abc import AsyncGenerator

from openline.connectors.base.contract import Context, FetchRefused, Health, HealthState, InstallReport, Signal
from openline.connectors.base.identity import IdentitySet, Profile
from openline.connectors.base.outgoing import FailureKind, Route, WireCall, WireFailure, WireOutcome, WireResponse
from openline.connectors.base.parts import MediaRef
from openline.connectors.base.requests import HttpReply, RawRequest
from openline.connectors.base.results import Blame, Permanent, Retry, Scope, SendResult, Sent, Unknown
from openline.connectors.base.settings import Settings

RETRY_AFTER_MS = 5_000
BACK_OFF_MS = 10_000
MAX_SHOWN = 500


class Defaults:
    """Everything of the contract that has a sensible answer without knowing the platform. `verify` has none."""

    def sync_reply(self, request: RawRequest, settings: Settings) -> HttpReply | None:
        """Nothing to say."""
        del request, settings
        return None

    def classify(self, outcome: WireOutcome) -> SendResult:
        """By the HTTP status alone."""
        return classify_http(outcome)

    def snippet(self, public_url: str, key: str) -> str | None:
        """Nothing to paste."""
        del public_url, key
        return None

    async def send(self, ctx: Context, call: WireCall) -> SendResult:
        """Make the call and classify what comes back."""
        return self.classify(await ctx.http.call(call))

    async def signal(self, ctx: Context, route: Route, signal: Signal) -> None:
        """The platform shows nothing of the kind."""
        del ctx, route, signal

    def fetch_media(self, ctx: Context, ref: MediaRef) -> AsyncGenerator[bytes, None]:
        """The platform has no files.

        Raises FetchRefused.
        """
        del ctx, ref
        raise FetchRefused("gone")

    async def fetch_profile(self, ctx: Context, sender: IdentitySet) -> Profile | None:
        """The platform tells nothing about people."""
        del ctx, sender
        return None

    async def check(self, ctx: Context) -> Health:
        """There is nobody to ask."""
        del ctx
        return Health(HealthState.OK)

    async def install(self, ctx: Context, public_url: str) -> InstallReport:
        """There is nothing to set."""
        del ctx, public_url
        return InstallReport()

    async def uninstall(self, ctx: Context) -> InstallReport:
        """There is nothing to take back."""
        del ctx
        return InstallReport()

    async def refresh_auth(self, ctx: Context) -> None:
        """Nothing runs out."""
        del ctx

    async def run(self, ctx: Context) -> None:
        """The platform calls us."""
        del ctx


def classify_http(outcome: WireOutcome) -> SendResult:
    """What an answer means by its status; external ids and the platform's own codes are the connector's to read."""
    match outcome:
        case WireFailure():
            return _without_answer(outcome)
        case WireResponse(status=401):
            return Permanent("unauthorized", shown(outcome), Blame.AUTH)
        case WireResponse(status=403):
            return Permanent("forbidden", shown(outcome), Blame.POLICY)
        case WireResponse(status=429):
            return Retry(outcome.retry_after_ms or RETRY_AFTER_MS, "rate limit", Scope.RECIPIENT)
        case WireResponse(status=408 | 425 as status):
            return Retry(BACK_OFF_MS, f"status {status}", Scope.MESSAGE)
        case WireResponse(status=status) if status >= 500:
            return Retry(outcome.retry_after_ms or BACK_OFF_MS, f"status {status}", Scope.CONNECTION)
        case WireResponse(status=status) if 200 <= status < 300:
            return Sent((), outcome.received_at)
        case WireResponse(status=status):
            return Permanent(f"status_{status}", shown(outcome), Blame.CONTENT)


def _without_answer(failure: WireFailure) -> SendResult:
    if failure.kind is FailureKind.REFUSED_HERE:
        return Permanent("refused_here", failure.detail, Blame.POLICY)
    if failure.kind is FailureKind.NO_FILE:
        return Permanent("gone", failure.detail, Blame.CONTENT)
    if failure.reached:
        return Unknown(failure.kind.value)
    # Our own bucket of one chat is no reason to stop the others.
    scope = Scope.MESSAGE if failure.kind is FailureKind.THROTTLED_HERE else Scope.CONNECTION
    return Retry(failure.retry_after_ms or BACK_OFF_MS, failure.kind.value, scope)


def shown(response: WireResponse) -> str:
    """The platform's own words, short enough for an agent."""
    return " ".join(response.text.split())[:MAX_SHOWN]
