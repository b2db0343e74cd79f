"""The methods of the Bot API that the fake Telegram answers; messages get their numbers from telegram-test-api."""

import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from multipart import MultipartParser, parse_options_header

from tests.support.http_server import Seen
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.telegram_types import MAX_CAPTION, MAX_TEXT, Call, Json, Refusal, Uploaded, utf16

MEDIA = {
    "sendPhoto": "photo", "sendDocument": "document", "sendVideo": "video", "sendAudio": "audio", "sendVoice": "voice",
    "sendAnimation": "animation", "sendSticker": "sticker", "sendVideoNote": "video_note",
}  # fmt: skip
# In a form everything is a text; these are JSON within it.
AS_JSON = frozenset({
    "reply_markup", "reply_parameters", "media", "allowed_updates", "reaction", "entities", "chat_id", "message_id",
    "offset", "limit", "timeout", "user_id", "disable_notification", "drop_pending_updates",
})  # fmt: skip
ALBUM = range(2, 11)


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes: downloads, uploads, uploaded photos."""

    get_file: int
    upload: int
    photo: int


def read_call(seen: Seen) -> tuple[Json, dict[str, Uploaded]]:
    """Parameters and files, however they were sent."""
    params: Json = dict(parse_qsl(seen.target.partition("?")[2]))
    kind, options = parse_options_header(seen.headers.get("content-type", ""))
    files: dict[str, Uploaded] = {}
    match kind:
        case "application/json":
            return params | msgspec.json.decode(seen.body or b"{}"), files
        case "application/x-www-form-urlencoded":
            params |= dict(parse_qsl(seen.body.decode()))
        case "multipart/form-data":
            for part in MultipartParser(io.BytesIO(seen.body), options["boundary"], len(seen.body)):
                if part.filename is None:
                    params[part.name] = part.value
                else:
                    files[part.name] = Uploaded(part.filename, part.content_type, part.raw)
                part.close()
        case _:
            pass
    return {name: _value(name, value) for name, value in params.items()}, files


def _value(name: str, value: str) -> Any:
    return msgspec.json.decode(value) if name in AS_JSON else value


async def perform(bot: FakeBot, method: str, seen: Seen, limits: Limits) -> Any:
    """The result of a call.

    Raises Refusal.
    """
    params, files = read_call(seen)
    return await do(bot, Call(method, params, files), limits)


async def do(bot: FakeBot, call: Call, limits: Limits) -> Any:
    """The same once the call is understood.

    Raises Refusal.
    """
    method, params = call.method, call.params
    if method == "sendPhoto" and bot.refuse_photos:
        raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    if method in MEDIA:
        field = MEDIA[method]
        result: Any = await _send(bot, call, {field: _uploaded(bot, call, field, limits)} | _captioned(params))
    elif method in METHODS:
        result = await METHODS[method](bot, call, limits)
    else:
        raise Refusal(404, f"Not Found: {method}")
    if method != "getUpdates":
        await bot.note(replace(call, result=result))
    return result


async def _get_me(bot: FakeBot, *_: object) -> Json:
    return bot.user


async def _get_updates(bot: FakeBot, call: Call, _: Limits) -> Any:
    params = call.params
    return await bot.updates(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))


async def _set_webhook(bot: FakeBot, call: Call, _: Limits) -> bool:
    await bot.set_webhook(dict(call.params))
    return True


async def _delete_webhook(bot: FakeBot, call: Call, _: Limits) -> bool:
    await bot.delete_webhook(dict(call.params))
    return True


async def _send_message(bot: FakeBot, call: Call, _: Limits) -> Json:
    return await _send(bot, call, _text(call.params))


async def _shown(bot: FakeBot, call: Call, _: Limits) -> bool:
    bot.chat(call.chat_id)
    return True


async def _answer_press(bot: FakeBot, call: Call, _: Limits) -> bool:
    await bot.peer.post(f"/bot{bot.token}/answerCallbackQuery", json=dict(call.params))
    return True


def _text(params: Mapping[str, Any]) -> Json:
    text = str(params.get("text") or "")
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if utf16(text) > MAX_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return {"text": text}


def _captioned(params: Mapping[str, Any]) -> Json:
    caption = str(params.get("caption") or "")
    if utf16(caption) > MAX_CAPTION:
        raise Refusal(400, "Bad Request: message caption is too long")
    return {"caption": caption} if caption else {}


def _uploaded(bot: FakeBot, call: Call, field: str, limits: Limits) -> Any:
    named = str(call.params.get(field, f"attach://{field}")).removeprefix("attach://")
    file = call.files.get(named)
    if file is None:
        raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    if len(file.content) > (limits.photo if field == "photo" else limits.upload):
        raise Refusal(413, "Request Entity Too Large")
    if not file.content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    file_id = f"out-{len(bot.sizes) + 1}"
    bot.files[file_id] = file.content
    bot.sizes[file_id] = len(file.content)
    described = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(file.content)}
    if field == "photo":
        return [described | {"width": 640, "height": 480}]
    return described | {"file_name": file.name, "mime_type": file.mime_type}


async def _album(bot: FakeBot, call: Call, limits: Limits) -> list[Json]:
    media = call.params["media"]
    if len(media) not in ALBUM:
        raise Refusal(400, "Bad Request: group send failed")
    group = str(14_000_000_000 + bot.number())
    sent = []
    for item in media:
        one = Call(call.method, {**call.params, item["type"]: item["media"]}, call.files)
        content = {item["type"]: _uploaded(bot, one, item["type"], limits)} | _captioned(item)
        sent.append(await _send(bot, call, content | {"media_group_id": group}))
    return sent


async def _send(bot: FakeBot, call: Call, content: Json) -> Json:
    """Through the peer, which numbers the message and keeps it; its answer is completed and its date mended."""
    params = call.params
    chat = bot.chat(call.chat_id)
    replied = _replied(bot, params)
    body = {"chat_id": chat.id, "text": content.get("text", ""), "reply_markup": params.get("reply_markup")}
    path = f"/bot{bot.token}/sendMessage"
    answer = (await bot.peer.post(path, json={k: v for k, v in body.items() if v is not None})).json()["result"]
    message: Json = {
        "message_id": answer["message_id"],
        "from": bot.user,
        "chat": chat.chat(),
        "date": answer["date"] // 1_000,
        **content,
        **({"reply_to_message": replied} if replied else {}),
    }
    for name in ("reply_markup", "business_connection_id"):
        if name in params:
            message[name] = params[name]
    bot.messages[chat.id, message["message_id"]] = message
    return message


def _replied(bot: FakeBot, params: Mapping[str, Any]) -> Json | None:
    reply = params.get("reply_parameters")
    if not reply:
        return None
    found = bot.messages.get((int(params["chat_id"]), int(reply["message_id"])))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise Refusal(400, "Bad Request: message to be replied not found")
    return found


async def _webhook_info(bot: FakeBot, *_: object) -> Json:
    hook = bot.webhook or {}
    told = {"allowed_updates": hook["allowed_updates"]} if "allowed_updates" in hook else {}
    if bot.last_error:
        told |= {"last_error_date": bot.now(), "last_error_message": bot.last_error}
    return {
        "url": hook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(bot.pending), **told,
    }  # fmt: skip


async def _get_file(bot: FakeBot, call: Call, limits: Limits) -> Json:
    file_id = str(call.params["file_id"])
    if file_id not in bot.files:
        raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = bot.sizes[file_id]
    if size > limits.get_file:
        raise Refusal(400, "Bad Request: file is too big")
    return {
        "file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": size, "file_path": f"documents/{file_id}",
    }  # fmt: skip


async def _photos(bot: FakeBot, call: Call, _: Limits) -> Json:
    user_id = call.params["user_id"]
    person = bot.chats.get(user_id)
    if not isinstance(person, Customer) or person.avatar is None:
        return {"total_count": 0, "photos": []}
    file_id = f"avatar-{user_id}"
    bot.files[file_id] = person.avatar
    bot.sizes[file_id] = len(person.avatar)
    size = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(person.avatar)}
    return {"total_count": 1, "photos": [[size | {"width": 160, "height": 160}, size | {"width": 640, "height": 640}]]}


METHODS: dict[str, Callable[[FakeBot, Call, Limits], Awaitable[Any]]] = {
    "getMe": _get_me,
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
    "sendMessage": _send_message,
    "sendMediaGroup": _album,
    "sendChatAction": _shown,
    "setMessageReaction": _shown,
    "readBusinessMessage": _shown,
    "answerCallbackQuery": _answer_press,
    "getFile": _get_file,
    "getUserProfilePhotos": _photos,
}
