"""Every kind of event, as the desk shows what became of it."""

from dataclasses import replace
from typing import Any

from openline.connectors.base import (
    CallMissed,
    Card,
    Comment,
    ContactCard,
    ContactShared,
    Deleted,
    Echo,
    Edited,
    Identity,
    IdentityChanged,
    IdentitySet,
    Location,
    Membership,
    MembershipState,
    Postback,
    Profile,
    Reaction,
    Referral,
    TemplateStatus,
    Text,
    Typing,
    Unsupported,
)
from tests.features.platforms.inbound.parrot import START, Aviary, head, message, person
from tests.support.plain import plain_channel


async def only(aviary: Aviary) -> dict[str, Any]:
    (found,) = await aviary.messages()
    return found


async def test_parts_that_are_no_text_are_shown(aviary: Aviary) -> None:
    place = Location(latitude=21.03, longitude=105.85, title="Hồ Gươm", address="Hà Nội")
    card = ContactCard(name="Bình", phones=("+84900000001",), emails=("b@example.com",))
    await aviary.say(message("ann", 1, place, card, Card(title="Tea", text="green", url="https://shop.example/t")))
    assert (await only(aviary))["parts"] == [
        {"type": "location", "latitude": 21.03, "longitude": 105.85, "title": "Hồ Gươm", "address": "Hà Nội"},
        {"type": "contact", "name": "Bình", "phones": ["+84900000001"], "emails": ["b@example.com"]},
        {"type": "card", "title": "Tea", "text": "green", "url": "https://shop.example/t"},
    ]
    last = (await aviary.conversation())["last_message"]
    assert (last["text"], last["part"]) == ("", "location")


async def test_quotes_albums_and_forwards(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "first"), message("bob", 1, "of somebody else"))
    await aviary.say(message("ann", 2, "second", reply_to="ann-1", album="a7", forwarded_from="Cường"))
    await aviary.say(message("ann", 3, "third", reply_to="bob-1"), message("ann", 4, "fourth", reply_to="never-seen"))
    conversation = next(one for one in await aviary.conversations() if one["last_message"]["text"] == "fourth")
    first, second, third, fourth = await aviary.messages(conversation)
    assert second["reply_to"]["id"] == first["id"]
    assert (second["album"], second["forwarded_from"]) == ("a7", "Cường")
    assert third["reply_to"] is None
    assert fourth["reply_to"] is None


async def test_an_edit_changes_the_message_and_what_the_list_shows(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "helo"))
    await aviary.say(Edited(**head("ann", "e2", START + 20), external_id="ann-1", parts=(Text("hello"),)))
    await aviary.say(Edited(**head("ann", "e1", START + 10), external_id="ann-1", parts=(Text("an older edit"),)))
    said = await only(aviary)
    assert said["text"] == "hello"
    assert said["edited_at"] is not None
    assert (await aviary.conversation())["last_message"]["text"] == "hello"


async def test_an_edit_that_comes_before_its_message_is_the_message(aviary: Aviary) -> None:
    await aviary.say(Edited(**head("ann", "e1", START + 10), external_id="ann-1", parts=(Text("hello"),)))
    await aviary.say(message("ann", 1, "helo"))
    said = await only(aviary)
    assert said["text"] == "hello"
    assert said["edited_at"] is not None


async def test_what_is_taken_back_stays_and_is_marked(aviary: Aviary) -> None:
    await aviary.say(Deleted(**head("ann", "d1"), external_ids=("ann-2", "")))
    await aviary.say(message("ann", 1, "a"), message("ann", 2, "b"), message("ann", 3, "c"))
    await aviary.say(Deleted(**head("ann", "d2"), external_ids=("ann-1",)))
    marked = [(one["text"], one["deleted_at"] is not None) for one in await aviary.messages()]
    assert marked == [("a", True), ("b", True), ("c", False)]


async def test_reactions_are_one_for_each_person_and_the_latest(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "a"))
    await aviary.say(
        Reaction(**head("ann", "r1", 1), external_id="ann-1", emoji="👍"),
        Reaction(**head("ann", "r3", 3), external_id="ann-1", emoji="❤️"),
        Reaction(**head("ann", "r2", 2), external_id="ann-1", emoji="🔥"),
        Reaction(**head("ann", "r4", 4, person("bob")), external_id="ann-1", emoji="🎉"),
    )
    assert [one["emoji"] for one in (await only(aviary))["reactions"]] == ["❤️", "🎉"]
    await aviary.say(Reaction(**head("ann", "r5", 5), external_id="ann-1", emoji=""))
    await aviary.say(Reaction(**head("ann", "r6", 2), external_id="ann-1", emoji="👎"))
    assert (await only(aviary))["reactions"] == [{"emoji": "🎉", "by": "customer"}]


async def test_a_pressed_button_is_a_message(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "menu"))
    await aviary.say(Postback(**head("ann", "p1"), payload="size:L", title="Large", external_id="ann-1"))
    _, pressed = await aviary.messages()
    assert pressed["parts"] == [{"type": "pressed", "payload": "size:L", "label": "Large"}]
    assert pressed["reply_to"] is not None


async def test_what_cannot_be_read_is_seen(aviary: Aviary) -> None:
    await aviary.say(
        Unsupported(**head("ann", "u1"), kind="poll"), CallMissed(**head("ann", "c1"), video=True),
        message("ann", 1),
    )  # fmt: skip
    kinds = [one["parts"][0]["kind"] for one in await aviary.messages()]
    assert kinds == ["poll", "video_call", "empty"]


async def test_what_is_nobodys_is_taken_and_shown_to_nobody(aviary: Aviary) -> None:
    nobody = IdentitySet()
    await aviary.say(
        Unsupported(**head("", "u1", sender=nobody), kind="poll"),
        TemplateStatus(**head("", "t1", sender=nobody), template="hello", status="approved"),
        Membership(**head("stranger", "m1"), state=MembershipState.BLOCKED),
        Typing(**head("stranger", "y1"), on=True),
    )
    assert await aviary.conversations() == []
    assert await aviary.failed() == []


async def test_a_public_remark_is_shown_as_a_message(aviary: Aviary) -> None:
    parts = (Text("nice"),)
    await aviary.say(Comment(**head("ann", "c1"), external_id="c-1", post_id="post", parts=parts))
    await aviary.say(Comment(**head("ann", "c2"), external_id="c-2", post_id="post", parts=parts, parent_id="c-1"))
    first, second = await aviary.messages()
    assert second["reply_to"]["id"] == first["id"]


async def test_our_words_in_the_platforms_own_app_are_shown_as_ours(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "price?"))
    await aviary.say(Echo(**head("ann", "e1"), external_id="app-1", parts=(Text("ten"),)))
    await aviary.say(Echo(**head("ann", "e2"), external_id="app-1", parts=(Text("ten"),)))
    _, ours = await aviary.messages()
    assert (ours["author"], ours["author_id"], ours["external"], ours["text"]) == ("agent", None, True, "ten")


async def test_our_words_in_the_platforms_own_app_silence_a_bot(aviary: Aviary) -> None:
    bot = await aviary.boss.must("POST", "/bots", {"name": "Hoa"})
    choice = {"bot.enabled": True, "bot.id": bot["id"]}
    await aviary.boss.must("PATCH", f"/channels/{aviary.channel['id']}/settings", choice)
    await aviary.say(message("ann", 1, "price?"))
    assert (await aviary.conversation())["session"]["speaker"] == "bot"
    await aviary.say(Echo(**head("ann", "e1"), external_id="app-1", parts=(Text("ten"),)))
    session = (await aviary.conversation())["session"]
    assert (session["speaker"], session["status"]) == ("nobody", 5)


async def test_who_shuts_us_out_is_blocked_until_he_writes_again(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    await aviary.say(Membership(**head("ann", "m1"), state=MembershipState.BLOCKED))
    assert (await aviary.conversation())["blocked"] is True
    await aviary.say(Membership(**head("ann", "m2"), state=MembershipState.SUBSCRIBED))
    assert (await aviary.conversation())["blocked"] is False
    await aviary.say(Membership(**head("ann", "m3"), state=MembershipState.LEFT), message("ann", 2, "again"))
    assert (await aviary.conversation())["blocked"] is False


async def test_where_he_came_from_is_kept_with_the_session(aviary: Aviary) -> None:
    await aviary.say(Referral(**head("ann", "r1"), source="link", ref="spring-sale"))
    await aviary.say(message("ann", 1, "hello"))
    conversation = await aviary.conversation()
    assert (conversation["source"], conversation["session"]["source"]) == ("spring-sale", "spring-sale")
    await aviary.say(message("bob", 1, "hello"), Referral(**head("bob", "r2"), source="link", ref="autumn"))
    bobs = next(one for one in await aviary.conversations() if one["source"] == "autumn")
    assert bobs["session"]["source"] == "autumn"


async def contact_of(aviary: Aviary, conversation: dict[str, Any] | None = None) -> dict[str, Any]:
    conversation = conversation or await aviary.conversation()
    found: dict[str, Any] = await aviary.boss.get(f"/contacts/{conversation['contact']['id']}")
    return found


async def test_a_number_that_is_his_own_is_kept_and_anothers_is_not(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    others, own = ContactCard(name="Bob", phones=("84900000002",)), ContactCard(name="Ann", phones=("84 900 000 001",))
    await aviary.say(ContactShared(**head("ann", "c1"), contact=others, own=False))
    assert (await contact_of(aviary))["phone"] is None
    await aviary.say(ContactShared(**head("ann", "c2"), contact=own, own=True))
    contact = await contact_of(aviary)
    assert contact["phone"] == "+84900000001"
    assert {"kind": "phone", "value": "+84900000001", "verified": True} in contact["identities"]


async def test_one_person_in_two_bots_is_one_contact_with_two_conversations(aviary: Aviary) -> None:
    other = await aviary.connect(await plain_channel(aviary.boss, "More birds"))
    await aviary.say(message("ann", 1, "here", profile=Profile(name="Ann", locale="vi")))
    await aviary.say(message("ann", 1, "and there"), to=other["id"])
    first, second = await aviary.conversations()
    assert first["contact"]["id"] == second["contact"]["id"]
    assert first["id"] != second["id"]
    assert first["contact"]["name"] == "Ann"


async def test_names_that_mean_something_in_one_place_only_are_kept_apart(aviary: Aviary) -> None:
    other = await aviary.connect(await plain_channel(aviary.boss, "More birds"))
    for connection in (aviary.connection["id"], other["id"]):
        here = IdentitySet((Identity("page_user", "7", namespace=connection),))
        await aviary.say(replace(message("ann", 1, "hello"), sender=here), to=connection)
    first, second = await aviary.conversations()
    assert first["contact"]["id"] != second["contact"]["id"]


async def test_a_group_goes_on_under_its_new_number(aviary: Aviary) -> None:
    await aviary.say(message("group", 1, "before"))
    moved = head("supergroup", "moved", sender=person("group"))
    await aviary.say(IdentityChanged(**moved, old=person("group"), new=person("supergroup")))
    await aviary.say(message("supergroup", 2, "after"))
    assert await aviary.texts() == ["before", "after"]
    values = {one["value"] for one in (await contact_of(aviary))["identities"]}
    assert values == {"group", "supergroup"}


async def test_of_several_people_in_a_thread_each_has_his_name(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "hello"))
    guest = replace(message("ann", 2, "me too"), sender=person("bob"), profile=Profile(name="Bob"))
    await aviary.say(guest)
    first, second = await aviary.messages()
    assert (first["author_name"], second["author_name"]) == (None, "Bob")


async def test_a_message_without_anybodys_name_belongs_to_its_thread(aviary: Aviary) -> None:
    await aviary.say(replace(message("ann", 1, "hello"), sender=IdentitySet()))
    await aviary.say(replace(message("ann", 2, "again"), sender=IdentitySet()))
    assert await aviary.texts() == ["hello", "again"]


async def test_text_of_any_length_is_taken(aviary: Aviary) -> None:
    await aviary.say(message("ann", 1, "x" * 20_000), message("ann", 2, "y" * 60_000))
    long, longer = await aviary.messages()
    assert len(long["text"]) == 20_000
    assert (len(longer["text"]), longer["parts"][0]["kind"]) == (50_000, "text_too_long")


async def test_a_name_that_comes_later_is_taken_and_one_that_an_agent_wrote_is_kept(aviary: Aviary) -> None:
    await aviary.say(Postback(**head("ann", "p1"), payload="start"))
    assert (await contact_of(aviary))["name"] is None
    await aviary.say(message("ann", 1, "hello", profile=Profile(name="Ann")))
    contact = await contact_of(aviary)
    assert contact["name"] == "Ann"
    await aviary.boss.must("PATCH", f"/contacts/{contact['id']}", {"name": "Ann of the bakery"})
    guest = replace(message("ann", 2, "hi"), sender=person("bob"), profile=Profile(name="Bob", email="b@example.com"))
    await aviary.say(message("ann", 3, "again", profile=Profile(name="Anna")), guest)
    contact = await contact_of(aviary)
    assert (contact["name"], contact["email"]) == ("Ann of the bakery", None)
