"""Makes a call, and once more where Telegram itself says how it has to be said instead."""

from dataclasses import replace

import msgspec

from openline.connectors.base import Context, SendResult, WireCall
from openline.connectors.telegram.answers import classify, is_no_photo, moved_to
from openline.connectors.telegram.calls import method_url
from openline.connectors.telegram.outbound import DOCUMENT, PHOTO


async def send(ctx: Context, call: WireCall) -> SendResult:
    """Send, and name the result. The second call is no repeat: what was refused has not been sent."""
    outcome = await ctx.http.call(call)
    if (chat := moved_to(outcome)) is not None:
        outcome = await ctx.http.call(_to(call, chat))
    elif call.name == PHOTO.method and is_no_photo(outcome):
        outcome = await ctx.http.call(_as_document(ctx, call))
    return classify(outcome)


def _to(call: WireCall, chat: int) -> WireCall:
    """The same to the group's new number."""
    if call.form is None:
        body = {**msgspec.json.decode(call.body), "chat_id": chat}
        return replace(call, body=msgspec.json.encode(body))
    fields = tuple((name, str(chat) if name == "chat_id" else value) for name, value in call.form.fields)
    return replace(call, form=replace(call.form, fields=fields))


def _as_document(ctx: Context, call: WireCall) -> WireCall:
    """A picture that Telegram does not show is still a file."""
    assert call.form is not None
    files = tuple(replace(file, field=DOCUMENT.field) for file in call.form.files)
    return replace(
        call,
        name=DOCUMENT.method,
        url=method_url(ctx.settings, DOCUMENT.method),
        form=replace(call.form, files=files),
    )
