"""What we read and send, before witnesses that are not ours: aiogram's types, teremok's rules, the vendor's data.

The data file is Telegram's documentation as JSON (Bot API 10.1); tests that read it run where OPENLINE_SPECS names its
folder.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import aiogram.methods
import msgspec
import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, Update
from teremok.validation import validate_method

from openline.connectors.base import Button, MediaKind, OutFile, OutMessage, Route, Signal, WireCall
from openline.connectors.telegram.messages import SILENT
from openline.connectors.telegram.shape import ALLOWED_UPDATES
from tests.connectors.specimens.telegram import SPECIMEN, UPDATES, params_of
from tests.connectors.telegram.ways_out import Noted, context

BUTTONS = (Button("Yes", "y"), Button("No — thank you", "n" * 64))
LONG = "Tiếng Việt có dấu 👨‍👩‍👧 " * 400
FILES = tuple(
    OutFile(id=str(index), kind=kind, name=f"hoá đơn {index}", mime_type=mime_type, size=size)
    for index, (kind, mime_type, size) in enumerate(
        [
            (MediaKind.IMAGE, "image/jpeg", 5_000),
            (MediaKind.IMAGE, "image/png", 20_000_000),
            (MediaKind.IMAGE, "image/gif", 5_000),
            (MediaKind.VIDEO, "video/mp4", 5_000),
            (MediaKind.AUDIO, "audio/mpeg", 5_000),
            (MediaKind.VOICE, "audio/ogg", 5_000),
            (MediaKind.STICKER, "image/webp", 5_000),
            (MediaKind.DOCUMENT, "application/pdf", 5_000),
        ]
    )
)
ROUTES = [Route(thread_ref=thread) for thread in ("1001", "-17", "-1001700/5", "1001@biz_-1")]


def messages() -> Iterator[OutMessage]:
    """Every way in which a message of ours leaves."""
    yield OutMessage(key="1", text="Xin chào <b>& bạn</b>", reply_to="1001:9")
    yield OutMessage(key="2", text=LONG, buttons=BUTTONS)
    yield OutMessage(key="3", text="a" * 1_024, files=FILES[:1], buttons=BUTTONS)
    yield OutMessage(key="4", text="a" * 1_025, files=FILES[:1], buttons=BUTTONS)
    for file in FILES:
        yield OutMessage(key="5", text="look", files=(file,), reply_to="1001:9")
        yield OutMessage(key="6", files=(file, file), buttons=BUTTONS)
        yield OutMessage(key="7", text="two", files=(file, file))
    yield OutMessage(key="8", text=LONG, files=FILES, reply_to="1001:9")


def rendered_calls() -> list[WireCall]:
    settings = SPECIMEN.checked()
    return [
        call
        for route in ROUTES
        for message in messages()
        for call in SPECIMEN.connector.render(message, route, settings).calls
    ]


async def other_calls() -> list[WireCall]:
    """The calls that are no messages, made over a way out that notes them."""
    connector, noted = SPECIMEN.connector, Noted()
    for transport in ("webhook", "poll"):
        ctx = context(SPECIMEN.checked(transport=transport), noted)
        await connector.check(ctx)
        await connector.install(ctx, "https://desk.example")
        await connector.uninstall(ctx)
        await connector.run(ctx)
        await connector.fetch_profile(ctx, SPECIMEN.route.recipient)
        await noted.fetch_nothing(connector, ctx)
        for route in ROUTES:
            await connector.signal(ctx, route, Signal.TYPING)
    reply = connector.sync_reply(SPECIMEN.request(msgspec.json.encode(UPDATES["pressed"])), SPECIMEN.checked())
    assert reply is not None
    answer = msgspec.json.decode(reply.body)
    return [*noted.calls, WireCall(name=answer.pop("method"), body=msgspec.json.encode(answer))]


async def all_calls() -> list[WireCall]:
    return rendered_calls() + await other_calls()


def test_all_ways_are_tried() -> None:
    assert {call.name for call in rendered_calls()} == {
        "sendMessage", "sendPhoto", "sendDocument", "sendVideo", "sendAudio", "sendVoice", "sendAnimation",
        "sendSticker", "sendMediaGroup",
    }  # fmt: skip


def as_method(call: WireCall) -> TelegramMethod[Any]:
    """The call as aiogram would have made it: its own type refuses what is missing and what has another shape."""
    params = params_of(call)
    for upload in call.form.files if call.form else ():
        file = BufferedInputFile(b"x", upload.name)
        if "media" in params:
            media = params["media"][int(upload.field.removeprefix("file"))]
            assert media["media"] == f"attach://{upload.field}"
            media["media"] = file
        else:
            params[upload.field] = file
    kind: type[TelegramMethod[Any]] = getattr(aiogram.methods, call.name[0].upper() + call.name[1:])
    known = {field.alias or name for name, field in kind.model_fields.items()}
    assert set(params) <= known, f"{call.name} has no {set(params) - known}"
    return kind.model_validate(params)


async def test_aiogram_takes_every_call() -> None:
    for call in await all_calls():
        assert as_method(call).__api_method__ == call.name


async def test_teremok_finds_no_rule_broken() -> None:
    bot = Bot("42:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    for call in await all_calls():
        validate_method(bot, as_method(call))


@pytest.mark.parametrize("name", UPDATES)
def test_aiogram_reads_our_updates(name: str) -> None:
    assert Update.model_validate(UPDATES[name]).event_type


# --- the vendor's data ------------------------------------------------------------------------


@cache
def data() -> dict[str, Any]:
    """Telegram's documentation."""
    path = Path(os.environ["OPENLINE_SPECS"]) / "telegram-bot-api-10.1.json"
    found: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    return found


PLAIN: dict[str, set[type]] = {
    "Integer": {int},
    "String": {str},
    "Boolean": {bool},
    "Float": {int, float},
    "True": {bool},
}


def faults(value: Any, types: list[str], where: str) -> list[str]:
    """What the documentation does not know of a value, or misses in it; the best of the types it may have."""
    found = [list(_faults_of(value, kind, where)) for kind in types]
    return min(found, key=len)


def _faults_of(value: Any, kind: str, where: str) -> Iterator[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for index, one in enumerate(value):
            yield from faults(one, [kind.removeprefix("Array of ")], f"{where}[{index}]")
    elif kind in PLAIN:
        if type(value) not in PLAIN[kind]:
            yield f"{where} is no {kind}"
    elif kind == "InputFile":
        if not isinstance(value, bytes):
            yield f"{where} is no file"
    else:
        described = data()["types"][kind]
        if subtypes := described.get("subtypes"):
            yield from faults(value, subtypes, where)
        else:
            yield from fields_faults(value, described.get("fields", []), where)


def fields_faults(value: Any, fields: list[Mapping[str, Any]], where: str) -> Iterator[str]:
    """The same of an object."""
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = {field["name"]: field for field in fields}
    for name, one in value.items():
        if name in known:
            yield from faults(one, known[name]["types"], f"{where}.{name}")
        else:
            yield f"{where}.{name} is not in the documentation"
    yield from (
        f"{where}.{name} is missing" for name, field in known.items() if field["required"] and name not in value
    )


@pytest.mark.specs
def test_the_documentation_misses_and_refuses() -> None:
    fields = data()["methods"]["sendMessage"]["fields"]
    wrong = {"chat_id": 1, "text": 2, "txt": "", "reply_parameters": {"message_id": "9"}}
    assert list(fields_faults(wrong, fields, "x")) == [
        "x.text is no String", "x.txt is not in the documentation", "x.reply_parameters.message_id is no Integer",
    ]  # fmt: skip
    assert list(fields_faults({"chat_id": 1}, fields, "x")) == ["x.text is missing"]


@pytest.mark.specs
async def test_every_field_we_send_is_documented_and_none_is_missing() -> None:
    found: list[str] = []
    for call in await all_calls():
        params = params_of(call)
        for upload in call.form.files if call.form else ():
            if "media" not in params:
                params[upload.field] = b""
        found += fields_faults(params, data()["methods"][call.name].get("fields", []), call.name)
    assert found == []


@pytest.mark.specs
@pytest.mark.parametrize("name", UPDATES)
def test_our_updates_are_documented_ones(name: str) -> None:
    # A field of groups that the documentation no longer tells, but the server still sends.
    assert [
        fault for fault in faults(UPDATES[name], ["Update"], name) if "all_members_are_administrators" not in fault
    ] == []


@pytest.mark.specs
def test_the_kinds_of_updates_we_ask_for_exist() -> None:
    kinds = {field["name"] for field in data()["types"]["Update"]["fields"]}
    assert set(ALLOWED_UPDATES) <= kinds


@pytest.mark.specs
def test_what_is_passed_over_has_a_name() -> None:
    assert {field["name"] for field in data()["types"]["Message"]["fields"]} >= SILENT


@pytest.mark.specs
def test_every_kind_of_update_gives_an_event() -> None:
    """Also kinds that were never asked for: a self-hosted server may send what it likes."""
    for field in data()["types"]["Update"]["fields"]:
        if field["name"] != "update_id":
            body = msgspec.json.encode({"update_id": 5, field["name"]: {}})
            assert SPECIMEN.connector.parse(SPECIMEN.request(body), SPECIMEN.checked())
