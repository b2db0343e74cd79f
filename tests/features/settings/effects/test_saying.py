"""What a channel says by itself, when it is open, and what it asks before: seen by the customer."""

from typing import Any

from tests.features.settings.effects.world import HOUR, MINUTE, World, shows

NEVER: dict[str, Any] = {"zone": "UTC", "week": [[]] * 7}
ALWAYS: dict[str, Any] = {"zone": "UTC", "week": [[["00:00", "24:00"]]] * 7}


@shows("hours.enabled", "hours.calendar", "hours.off_rule", "hours.off_text")
async def test_a_closed_channel_says_so(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    await channel.change({"hours.calendar": NEVER, "hours.off_rule": "text", "hours.off_text": "We are closed."})
    assert await (await channel.customer()).told() == []
    await channel.change({"hours.enabled": True})
    closed = await channel.customer()
    assert (await closed.told(), (await closed.session())["worktime"]) == (["We are closed."], False)
    await channel.change({"hours.off_rule": "none"})
    assert await (await channel.customer()).told() == []
    await channel.change({"hours.off_rule": "text", "hours.calendar": ALWAYS})
    opened = await channel.customer()
    assert (await opened.told(), (await opened.session())["worktime"]) == ([], True)


@shows("auto.welcome", "auto.welcome_text", "auto.welcome_each_session")
async def test_a_newcomer_is_welcomed_and_who_comes_again_if_it_says_so(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    assert await (await channel.customer()).told() == []
    await channel.change({"auto.welcome": True, "auto.welcome_text": "Welcome to #CHANNEL_NAME#!"})
    customer = await channel.served(mai)
    (greeting,) = await customer.news()
    assert greeting.startswith("Welcome to ")
    await mai.does("finish", customer)
    await customer.says("Me again")
    assert await customer.news() == []
    await mai.serves(customer)
    await mai.does("finish", customer)
    await channel.change({"auto.welcome_each_session": True})
    await customer.says("And again")
    assert await customer.news() == [greeting]


@shows("consent.enabled", "consent.text", "consent.url")
async def test_nothing_is_taken_before_he_agrees(world: World) -> None:
    channel = await world.channel()
    asked = {"text": "May we keep what you write?", "url": "https://shop.example/privacy"}
    await channel.change({"consent.text": asked["text"], "consent.url": asked["url"]})
    assert (await channel.config())["form"] is None
    await channel.change({"consent.enabled": True})
    consent = (await channel.config())["form"]["consent"]
    assert {name: consent[name] for name in asked} == asked
    stranger = await channel.visitor()
    refused = await stranger.call("POST", "/messages", {"client_id": "1", "text": "Hello"})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_needed")
    assert (await stranger.call("POST", "/consent", consent)).status_code == 204
    await stranger.says("Hello")


QUESTIONS = [{"id": "email", "kind": "email", "required": True}]


@shows("form.enabled", "form.when", "form.title", "form.fields")
async def test_the_form_asks_before_or_after_what_it_says(world: World) -> None:
    channel = await world.channel()
    await channel.change({"form.when": "before", "form.title": "Who are you?", "form.fields": QUESTIONS})
    assert (await channel.config())["form"] is None
    await channel.change({"form.enabled": True})
    form = (await channel.config())["form"]
    assert (form["title"], [one["id"] for one in form["fields"]]) == ("Who are you?", ["email"])
    lan = await channel.visitor()
    refused = await lan.call("POST", "/messages", {"client_id": "1", "text": "Hello"})
    assert (refused.status_code, refused.json()["code"]) == (409, "form_needed")
    assert (await lan.call("POST", "/form", {"answers": {"email": "lan@example.org"}})).status_code == 204
    await lan.says()
    contact = (await world.office.boss.get(f"/conversations/{lan.conversation_id}"))["contact"]
    assert contact["email"] == "lan@example.org"
    await channel.change({"form.when": "after"})
    await (await channel.visitor()).says()


@shows("auto.no_answer_after", "auto.no_answer_rule", "auto.no_answer_text")
async def test_who_waits_too_long_is_told_and_marked(world: World) -> None:
    (mai,) = await world.team("Mai")
    quick, mute = await world.channel(mai), await world.channel(mai)
    await quick.change(
        {"auto.no_answer_after": 30, "auto.no_answer_rule": "text", "auto.no_answer_text": "A moment, please."}
    )
    await mute.change({"auto.no_answer_after": 10})
    told, marked = await quick.customer(), await mute.customer()
    world.wait(11)
    await marked.until(unanswered=True)
    assert ((await told.session())["unanswered"], await told.told(), await marked.told()) == (False, [], [])
    world.wait(20)
    await told.until(unanswered=True)
    await told.until_told("A moment, please.")


@shows("auto.close_rule", "auto.close_text", "auto.close_delay")
async def test_a_finished_session_says_good_bye_and_closes_later(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    plain = await channel.served(mai)
    assert (await mai.does("finish", plain))["phase"] == "closed"
    assert await plain.told() == []
    await channel.change({"auto.close_rule": "text", "auto.close_text": "Bye from #OPERATOR#!", "auto.close_delay": 2})
    customer = await channel.served(mai)
    await mai.does("finish", customer)
    assert (await customer.told(), (await customer.session())["status"]) == (["Bye from Mai!"], 50)
    world.wait(MINUTE)
    assert (await customer.session())["status"] == 50
    world.wait(MINUTE)
    await customer.until(phase="closed")
    await channel.change({"auto.close_delay": 0})
    last = await channel.served(mai)
    await mai.does("finish", last)
    assert (await last.told(), (await last.session())["phase"]) == (["Bye from Mai!"], "closed")


@shows("auto.timeout", "auto.timeout_rule", "auto.timeout_text", "auto.reminders")
async def test_a_silent_customer_is_reminded_and_in_the_end_let_go(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel, patient = await world.channel(mai), await world.channel(mai)
    button = {"label": "Yes", "text": "", "reply": "Glad to hear it."}
    await channel.change(
        {
            "auto.timeout": HOUR, "auto.timeout_rule": "text", "auto.timeout_text": "See you!",
            "auto.reminders": [{"after_s": 600, "text": "Still there?", "continue": button}],
        }
    )  # fmt: skip
    silent, waits, answers = await channel.served(mai), await patient.served(mai), await channel.served(mai)
    world.wait(601)
    for customer in (silent, answers):
        await customer.until_told("Still there?")
    (reminder,) = [one for one in await answers.messages() if one["author"] == "system"]
    assert [one["label"] for one in reminder["buttons"]] == ["Yes"]
    await answers.presses(reminder["buttons"][0]["payload"])
    await answers.until_told("Glad to hear it.")
    world.wait(HOUR - 600)
    await silent.until_told("Still there?", "See you!")
    assert await waits.told() == []
    assert (await silent.session())["status"] >= 50
    assert (await waits.session())["phase"] == "active"


@shows("channel.language")
async def test_texts_are_in_the_language_of_the_channel(world: World) -> None:
    (mai,) = await world.team("Mai")
    channel = await world.channel(mai)
    await channel.change({"auto.welcome": True})
    (english,) = await (await channel.customer()).told()
    await channel.change({"channel.language": "vi"})
    (vietnamese,) = await (await channel.customer()).told()
    assert (english.startswith("Hello!"), vietnamese.startswith("Xin chào!")) == (True, True)


@shows("channel.title")
async def test_the_widget_bears_the_title_of_the_channel(world: World) -> None:
    channel = await world.channel()
    before = (await channel.config())["title"]
    await channel.change({"channel.title": "Lotus tea"})
    assert (before != "Lotus tea", (await channel.config())["title"]) == (True, "Lotus tea")
