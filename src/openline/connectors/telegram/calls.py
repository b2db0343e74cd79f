"""Calls of the Bot API, and what its answers hold."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import msgspec

from openline.connectors.base import Context, Form, Scope, Settings, Upload, WireCall, WireOutcome, WireResponse
from openline.connectors.telegram.places import Place
from openline.connectors.telegram.shape import API_URL, TOKEN
from openline.connectors.telegram.values import Json, record

_JSON: Final = {"content-type": "application/json"}


def method_url(settings: Settings, method: str) -> str:
    """The address of a method: the token is a part of it, so it is printed nowhere."""
    return f"{settings.text(API_URL)}/bot{_token(settings)}/{method}"


def file_url(settings: Settings, path: str) -> str:
    """The address of a file's bytes."""
    return f"{settings.text(API_URL)}/file/bot{_token(settings)}/{quote(path)}"


def _token(settings: Settings) -> str:
    (token,) = settings.secrets(TOKEN)
    return quote(token.reveal(), safe=":")


def plain_call(settings: Settings, method: str, params: Mapping[str, Any]) -> WireCall:
    """A call about the bot itself."""
    return WireCall(name=method, url=method_url(settings, method), headers=_JSON, body=msgspec.json.encode(params))


def chat_call(settings: Settings, method: str, place: Place, params: Mapping[str, Any]) -> WireCall:
    """A message to a chat, counted in the chat's bucket."""
    return WireCall(
        name=method,
        url=method_url(settings, method),
        headers=_JSON,
        body=msgspec.json.encode({**_where(place), **params}),
        pauses=((Scope.THREAD, str(place.chat)),),
    )


def chat_form(
    settings: Settings, method: str, place: Place, params: Mapping[str, Any], files: tuple[Upload, ...]
) -> WireCall:
    """The same with files in it; what is no text stands in a form as JSON."""
    fields = tuple((name, _field(value)) for name, value in {**_where(place), **params}.items())
    return WireCall(
        name=method,
        url=method_url(settings, method),
        form=Form(fields=fields, files=files),
        pauses=((Scope.THREAD, str(place.chat)),),
    )


def action_call(settings: Settings, place: Place, action: str) -> WireCall:
    """What the customer sees for five seconds. It takes no place in the chat's bucket."""
    return plain_call(settings, "sendChatAction", {**_where(place), "action": action})


def _where(place: Place) -> Json:
    business = {} if place.business is None else {"business_connection_id": place.business}
    topic = {} if place.topic is None else {"message_thread_id": place.topic}
    return {**business, "chat_id": place.chat, **topic}


def _field(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


async def ask(ctx: Context, method: str, params: Mapping[str, Any] | None = None) -> WireOutcome:
    """Make a call about the bot itself."""
    return await ctx.http.call(plain_call(ctx.settings, method, params or {}))


def result_of(outcome: WireOutcome) -> Any:
    """The result of a call that went well, else None."""
    if not isinstance(outcome, WireResponse) or outcome.status != 200:
        return None
    body = record(outcome.json())
    return body.get("result") if body.get("ok") is True else None


def refusal_of(outcome: WireResponse) -> Json:
    """What Telegram says to a call that it refuses: error_code, description, parameters."""
    return record(outcome.json())
