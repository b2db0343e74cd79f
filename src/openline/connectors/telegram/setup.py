"""Connecting a bot: whose token it is, where its updates go, and taking that back."""

from typing import Any, Final

from openline.connectors.base import (
    Context,
    Health,
    HealthState,
    InstallReport,
    PlatformAccount,
    Settings,
    WireFailure,
    WireResponse,
)
from openline.connectors.telegram.calls import ask, refusal_of, result_of
from openline.connectors.telegram.people import name_of
from openline.connectors.telegram.shape import ALLOWED_UPDATES, API_URL, SECRET, TOKEN, TRANSPORT
from openline.connectors.telegram.values import Json, instant_ms, record, whole, word

POLL: Final = "poll"
WEBHOOK: Final = "webhook"
# An error of the webhook counts for as long as updates are tried again.
RECENT_MS: Final = 60 * 60 * 1_000
NOT_STORED: Final = "0"


def polls(settings: Settings) -> bool:
    """Whether updates are fetched by us."""
    return settings.text(TRANSPORT) == POLL


async def check(ctx: Context) -> Health:
    """Whose bot it is, and whether its updates come here."""
    outcome = await ask(ctx, "getMe")
    match outcome:
        case WireFailure(detail=detail):
            return Health(HealthState.DOWN, outcome.kind.value, field=API_URL if detail else None)
        case WireResponse(status=401 | 404):
            return Health(HealthState.REAUTH, "unauthorized", field=TOKEN)
        case _:
            me = record(result_of(outcome))
    bot_id = whole(me.get("id"))
    if bot_id is None:
        return Health(HealthState.DOWN, "no_telegram", field=API_URL)
    username = word(me.get("username"))
    url = f"https://t.me/{username}" if username else None
    account = PlatformAccount(str(bot_id), name_of(me) or str(bot_id), url)
    trouble = "" if ctx.connection == NOT_STORED else await _trouble(ctx)
    return Health(HealthState.DEGRADED if trouble else HealthState.OK, trouble, account=account)


async def _trouble(ctx: Context) -> str:
    """What stands in the way of updates, as a word; empty when nothing does."""
    info = record(result_of(await ask(ctx, "getWebhookInfo")))
    url = info.get("url")
    if polls(ctx.settings) or not isinstance(url, str):
        return "conflict" if url and polls(ctx.settings) else ""
    if not url:
        return "webhook_missing"
    if not _is_ours(ctx, info):
        return "webhook_elsewhere"
    failed_at = instant_ms(info.get("last_error_date"))
    waiting = whole(info.get("pending_update_count")) or 0
    return "webhook_failing" if waiting and failed_at and ctx.now() - failed_at < RECENT_MS else ""


def _hook_path(ctx: Context) -> str:
    return f"/hooks/telegram/{ctx.connection}"


def _is_ours(ctx: Context, info: Json) -> bool:
    url = info.get("url")
    return isinstance(url, str) and url.endswith(_hook_path(ctx))


async def install(ctx: Context, public_url: str) -> InstallReport:
    """Tell Telegram where updates go; whoever polls must have no webhook."""
    if polls(ctx.settings):
        done = result_of(await ask(ctx, "deleteWebhook")) is True
        return InstallReport(done=(POLL,)) if done else InstallReport(missing=("webhook_left",))
    (secret, *_) = ctx.settings.secrets(SECRET)
    params: dict[str, Any] = {
        "url": f"{public_url.rstrip('/')}{_hook_path(ctx)}",
        "secret_token": secret.reveal(),
        "allowed_updates": ALLOWED_UPDATES,
    }
    outcome = await ask(ctx, "setWebhook", params)
    if result_of(outcome) is True:
        return InstallReport(done=(WEBHOOK,))
    said = str(refusal_of(outcome).get("description")) if isinstance(outcome, WireResponse) else ""
    return InstallReport(missing=("https" if "HTTPS" in said else "webhook_refused",))


async def uninstall(ctx: Context) -> InstallReport:
    """Take our webhook back, and nobody else's: the bot may work somewhere else by now."""
    outcome = await ask(ctx, "getWebhookInfo")
    info = result_of(outcome)
    if isinstance(outcome, WireResponse) and outcome.status in {401, 404}:
        return InstallReport()  # a bot without its token holds nothing
    if not isinstance(info, dict):
        return InstallReport(missing=("webhook_left",))
    if not _is_ours(ctx, info):
        return InstallReport()
    done = result_of(await ask(ctx, "deleteWebhook")) is True
    return InstallReport(done=(WEBHOOK,)) if done else InstallReport(missing=("webhook_left",))
