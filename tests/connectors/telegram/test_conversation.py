"""A whole conversation with a Telegram that is not ours, by webhook and by polling, both ways."""

from itertools import pairwise

from openline.connectors.base import (
    Blame,
    Button,
    ContactShared,
    Edited,
    Media,
    MediaKind,
    Membership,
    MembershipState,
    Message,
    Permanent,
    Postback,
    Reaction,
    Referral,
    Route,
    Sent,
    Signal,
    Text,
)
from openline.connectors.telegram import CONNECTOR
from tests.connectors.telegram.ways_out import Line, out_file
from tests.support.telegram_bot import FakeBot
from tests.support.telegram_people import Customer
from tests.support.waiting import until_async

PICTURE = b"\x89PNG picture" * 10_000


async def test_a_conversation_both_ways(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.start("promo-42")
    asked = await linh.text("Xin chào! 👋")
    await line.until(3)
    first, source, question = line.events
    assert isinstance(first, Message)
    assert isinstance(source, Referral)
    assert source.ref == "promo-42"
    assert isinstance(question, Message)
    assert question.parts == (Text("Xin chào! 👋"),)
    assert question.profile is not None
    assert (question.profile.name, question.profile.username, question.profile.locale) == ("Linh", "linh_t", "vi")
    await CONNECTOR.signal(line.ctx, Route(thread_ref=question.thread_ref), Signal.TYPING)
    (sent,) = await line.send(
        question.thread_ref, text="Chào Linh", reply_to=question.external_id, buttons=(Button("Có", "y"),)
    )
    (call,) = bot.sent
    assert bot.actions == [(1001, "typing")]
    assert isinstance(sent, Sent)
    assert sent.external_ids == (f"1001:{call.message_id}",)
    assert call.result["reply_to_message"]["message_id"] == asked.id
    await linh.press(call, "y")
    pressed = (await line.until(4))[3]
    assert isinstance(pressed, Postback)
    assert (pressed.payload, pressed.title, pressed.external_id) == ("y", "Có", sent.external_ids[0])
    await bot.until_called("answerCallbackQuery")
    await linh.react(call, "❤")
    await linh.edit(asked, "Xin chào bạn!")
    reaction, edited = (await line.until(6))[4:]
    assert isinstance(reaction, Reaction)
    assert (reaction.emoji, reaction.external_id) == ("❤", sent.external_ids[0])
    assert isinstance(edited, Edited)
    assert (edited.external_id, edited.parts) == (question.external_id, (Text("Xin chào bạn!"),))


async def test_files_both_ways(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.photo(PICTURE, "nhìn này")
    (got,) = await line.until(1)
    assert isinstance(got, Message)
    media, caption = got.parts
    assert isinstance(media, Media)
    assert (media.kind, media.size, caption) == (MediaKind.IMAGE, len(PICTURE), Text("nhìn này"))
    assert b"".join([chunk async for chunk in CONNECTOR.fetch_media(line.ctx, media.ref)]) == PICTURE
    results = await line.send(
        1001, text="hai ảnh", files=(out_file("a"), out_file("b"), out_file("c", MediaKind.VOICE, "audio/ogg"))
    )
    assert all(isinstance(result, Sent) for result in results)
    ids = [external_id for result in results if isinstance(result, Sent) for external_id in result.external_ids]
    assert len(set(ids)) == 4
    text, album, voice = bot.sent
    assert (text.text, album.method, voice.method) == ("hai ảnh", "sendMediaGroup", "sendVoice")
    assert [file.content for file in album.files.values()] == [b"a" * 100_000, b"b" * 100_000]
    assert [file.name for file in voice.files.values()] == ["ảnh c"]


async def test_an_album_is_one_word(line: Line, linh: Customer) -> None:
    await linh.album(b"one", b"two", b"three", caption="ba ảnh")
    messages = [event for event in await line.until(3) if isinstance(event, Message)]
    assert len(messages) == 3
    assert len({message.album for message in messages}) == 1
    assert messages[0].album


async def test_his_own_number_is_his(line: Line, linh: Customer) -> None:
    await linh.contact("+84901234567")
    await linh.contact("+84909999999", own=False, name="Mẹ")
    events = await line.until(4)
    assert [event.own for event in events if isinstance(event, ContactShared)] == [True, False]


async def test_a_door_that_shuts(line: Line, bot: FakeBot, linh: Customer) -> None:
    await linh.text("hi")
    await linh.block()
    blocked = (await line.until(2))[1]
    assert isinstance(blocked, Membership)
    assert (blocked.state, blocked.thread_ref) == (MembershipState.BLOCKED, "1001")
    (refused,) = await line.send(1001, text="hello?")
    assert isinstance(refused, Permanent)
    assert (refused.code, refused.blame) == ("blocked", Blame.RECIPIENT)
    assert refused.text == "bot was blocked by the user"
    await linh.unblock()
    await line.until(3)
    assert isinstance((await line.send(1001, text="hello"))[0], Sent)


async def test_a_group_that_grows_takes_the_answer_along(line: Line, bot: FakeBot, linh: Customer) -> None:
    group = bot.group(-17)
    await linh.text("anybody?", chat=group)
    bot.group(-1001700)
    await group.upgrade(-1001700)
    await line.until(2)
    (sent,) = await line.send(-17, text="yes")  # written before the news came
    assert isinstance(sent, Sent)
    assert sent.external_ids[0].startswith("-1001700:")
    (photo,) = await line.send(-17, files=(out_file("a"),))
    assert isinstance(photo, Sent)


async def test_an_owners_own_account(line: Line, bot: FakeBot, linh: Customer) -> None:
    linh.business = "biz_-1"
    await linh.text("are you open?")
    (asked,) = await line.until(1)
    await CONNECTOR.signal(line.ctx, Route(thread_ref=asked.thread_ref), Signal.TYPING)
    (sent,) = await line.send(asked.thread_ref, text="we are")
    (call,) = bot.sent
    assert call.params["business_connection_id"] == "biz_-1"
    assert isinstance(sent, Sent)
    assert sent.external_ids[0].startswith("1001@biz_-1:")


async def test_a_repeated_storm_has_one_key(line: Line, bot: FakeBot, linh: Customer) -> None:
    said = await linh.text("once")
    await line.until(1)
    for _ in range(20):
        await bot.deliver(said.update)
    later = await linh.text("after the storm")

    async def there() -> bool:
        return any(isinstance(e, Message) and e.external_id == f"1001:{later.id}" for e in line.events)

    await until_async(there, "the later message")
    assert len({event.event_key for event in line.events}) == 2


async def test_disorder_keeps_the_order_in_the_times(line: Line, bot: FakeBot, linh: Customer) -> None:
    bot.hold()
    first, second = await linh.text("first"), await linh.text("second")
    await linh.edit(first, "first, corrected")
    await bot.release(backwards=True)
    events = await line.until(3)
    assert isinstance(events[0], Edited)
    numbers = [event.external_id for event in events if isinstance(event, Message | Edited)]
    assert numbers == [f"1001:{first.id}", f"1001:{second.id}", f"1001:{first.id}"]
    assert all(a.event_key != b.event_key for a, b in pairwise(events))
