"""Setting up with a platform: asked first, stored then, installed after, taken back at the end (docs/behaviour)."""

import asyncio

from openline.features.channels.service import CONNECTIONS, Noted, note_connection
from openline.features.channels.service.report import Installed, Setup
from openline.features.platforms.service.health import refused
from openline.jobs.checking import EVERY_MS
from openline.kit.wire import Secret
from tests.features.channels.conftest import GOOD, OTHER, Wizard
from tests.support.product import ORIGIN


async def test_the_catalogue_tells_what_can_be_connected_in_the_callers_language(wizard: Wizard) -> None:
    found = await wizard.boss.get("/connectors", locale="vi")
    by_id = {item["id"]: item for item in found["items"]}
    assert (found["public_url"], found["https"]) == (ORIGIN, False)
    assert by_id["homing"]["maturity"] == "documentation"
    assert by_id["homing"]["transports"] == ["poll", "webhook"]
    assert by_id["homing"]["transport_field"] == "receive"
    assert [field["key"] for field in by_id["homing"]["fields"]] == ["token", "receive", "loft", "signing"]
    assert by_id["webchat"]["transports"] == ["own"]
    assert by_id["webchat"]["texts"]["title"] == "Trò chuyện trên trang web"


async def test_what_the_platform_takes_is_stored_and_installed(wizard: Wizard) -> None:
    made = await wizard.connect()
    assert made["state"] == "new"
    assert made["first_event_at"] is None
    assert made["account"] == {"id": "17", "name": "@coo", "url": "https://pigeon.test/coo"}
    assert made["installed"]["done"] == ["poll"]
    assert made["config"] == {"token": 1, "receive": "poll", "loft": "https://loft.pigeon.test", "signing": 1}
    assert made["hook_url"] == f"{ORIGIN}/hooks/homing/{made['id']}"
    assert wizard.platform.told == [("install", "poll")]


async def test_a_secret_that_is_made_here_stays_the_same(wizard: Wizard) -> None:
    made = await wizard.connect()
    await wizard.boss.must("POST", f"/connections/{made['id']}/install")
    first, second = wizard.platform.marks
    assert first == second
    assert len(first) > 20


async def test_a_token_that_is_refused_leaves_nothing(wizard: Wizard) -> None:
    problem = await wizard.refused("POST", "/connections", wizard.new("wrong-token"))
    assert (problem["status"], problem["code"]) == (409, "setting_refused")
    assert (problem["field"], problem["reason"]) == ("config.token", "unauthorized")
    assert await wizard.connections() == []
    assert wizard.platform.told == []


async def test_a_platform_that_does_not_answer_is_no_fault_of_the_token(wizard: Wizard) -> None:
    wizard.platform.down = True
    problem = await wizard.refused("POST", "/connections", wizard.new())
    assert (problem["code"], problem["reason"]) == ("platform_unreachable", "no_answer")
    assert await wizard.connections() == []


async def test_a_second_one_in_a_channel_needs_a_channel_of_its_own(wizard: Wizard) -> None:
    first = await wizard.connect()
    problem = await wizard.refused("POST", "/connections", wizard.new(OTHER))
    assert (problem["code"], problem["connection_id"]) == ("connection_exists", first["id"])
    second = await wizard.connect(OTHER, new_channel=True)
    assert second["channel_id"] != first["channel_id"]
    channel = await wizard.boss.get(f"/channels/{second['channel_id']}")
    assert [member["id"] for member in channel["queue"]] == [wizard.boss.id]
    assert second["name"] == channel["name"]


async def test_an_account_of_the_platform_is_connected_once(wizard: Wizard) -> None:
    first = await wizard.connect()
    problem = await wizard.refused("POST", "/connections", wizard.new(new_channel=True))
    assert problem["code"] == "account_connected"
    assert (problem["connection_id"], problem["channel"]) == (first["id"], "Tea")
    assert len(await wizard.connections()) == 1
    await wizard.boss.must("DELETE", f"/connections/{first['id']}")
    assert (await wizard.connect())["account"]["id"] == "17"


async def test_asked_twice_with_one_key_it_is_connected_once(wizard: Wizard) -> None:
    answers = [
        await wizard.boss.call("POST", "/connections", wizard.new(), **{"idempotency-key": "k1"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_a_webhook_without_https_says_what_is_missing(wizard: Wizard) -> None:
    made = await wizard.connect(config={"token": GOOD, "receive": "webhook"})
    assert (made["installed"]["done"], made["installed"]["missing"]) == ([], ["https"])


async def test_a_change_is_asked_stored_and_installed_again(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    problem = await wizard.refused("PATCH", path, {"config": {"token": "wrong-token"}})
    assert problem["code"] == "setting_refused"
    changed = await wizard.boss.must("PATCH", path, {"config": {"receive": "webhook"}, "version": made["version"]})
    assert changed["config"]["receive"] == "webhook"
    assert changed["installed"]["missing"] == ["https"]
    assert (await wizard.refused("PATCH", path, {"config": {"token": OTHER}}))["code"] == "other_account"


async def test_a_secret_is_not_sent_to_another_address_by_who_does_not_know_it(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    problem = await wizard.refused("PATCH", path, {"config": {"loft": "https://loft.thief.test"}})
    assert (problem["field"], problem["reason"]) == ("config.token", "enter_again")
    both = {"loft": "https://own.loft.test", "token": GOOD}
    assert (await wizard.boss.must("PATCH", path, {"config": both}))["config"]["loft"] == "https://own.loft.test"
    same = {"loft": "https://own.loft.test/", "receive": "webhook"}
    assert (await wizard.boss.must("PATCH", path, {"config": same}))["config"]["receive"] == "webhook"


async def test_switched_off_it_is_taken_back_and_installed_when_it_comes_back(wizard: Wizard) -> None:
    made = await wizard.connect()
    wizard.platform.left = ("not_reached",)
    off = await wizard.boss.must("PATCH", f"/connections/{made['id']}", {"active": False})
    assert (off["active"], off["installed"], off["left"]) == (False, None, ["not_reached"])
    assert (await wizard.boss.must("POST", f"/connections/{made['id']}/check"))["detail"] == "inactive"
    on = await wizard.boss.must("PATCH", f"/connections/{made['id']}", {"active": True})
    assert (on["installed"]["done"], on["left"]) == (["poll"], [])
    assert [what for what, _ in wizard.platform.told] == ["install", "uninstall", "install"]


async def test_a_name_is_changed_without_asking_anybody(wizard: Wizard) -> None:
    made = await wizard.connect()
    wizard.platform.down = True
    changed = await wizard.boss.must("PATCH", f"/connections/{made['id']}", {"name": "Coo"})
    assert changed["name"] == "Coo"
    assert wizard.platform.told == [("install", "poll")]


async def test_removing_says_what_the_platform_still_holds(wizard: Wizard) -> None:
    made = await wizard.connect()
    wizard.platform.left = ("webhook",)
    assert await wizard.boss.must("DELETE", f"/connections/{made['id']}") == {"left": ["webhook"]}
    assert await wizard.connections() == []
    assert wizard.platform.told[-1][0] == "uninstall"


async def test_a_channel_that_goes_tells_its_platforms(wizard: Wizard) -> None:
    await wizard.connect()
    await wizard.boss.must("DELETE", f"/channels/{wizard.channel['id']}")
    assert await wizard.connections() == []
    assert wizard.platform.told[-1] == ("uninstall", "poll")


async def test_another_address_of_this_server_has_to_be_told(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    await wizard.boss.must("PATCH", path, {"config": {"receive": "webhook"}})
    old = Installed(url="https://before.example", at=1, done=("webhook",))
    store = wizard.product.application.base.store
    await store.commit(note_connection, int(made["id"]), Noted(setup=Setup(installed=old)))
    moved = await wizard.boss.get(path)
    assert (moved["state"], moved["state_detail"]) == ("degraded", "moved")
    again = await wizard.boss.must("POST", f"{path}/install")
    assert (again["state"], again["installed"]["url"]) == ("new", ORIGIN)


async def test_the_code_of_a_widget_with_another_address_has_to_be_put_on_the_site_anew(wizard: Wizard) -> None:
    made = await wizard.boss.must("POST", "/connections", wizard.new() | {"connector": "webchat", "config": {}})
    path = f"/connections/{made['id']}"
    store = wizard.product.application.base.store

    async def told(url: str) -> str:
        await store.commit(note_connection, int(made["id"]), Noted(setup=Setup(installed=Installed(url=url, at=1))))
        state: str = (await wizard.boss.get(path))["state"]
        return state

    assert made["state"] == "ok"
    assert await told("http://localhost:9") == "ok"  # no site can have loaded it from there
    assert await told("https://before.example") == "degraded"
    again = await wizard.boss.must("POST", f"{path}/install")
    assert (again["state"], again["installed"]["url"]) == ("ok", ORIGIN)


async def test_a_widget_has_its_own_title_else_the_channels_title_else_its_name(wizard: Wizard) -> None:
    made = await wizard.boss.must("POST", "/connections", wizard.new() | {"connector": "webchat", "config": {}})
    visitor = wizard.product.client("203.0.113.9")

    async def title() -> str:
        shown: str = (await visitor.get(f"/widget/v1/{made['key']}/config")).json()["title"]
        return shown

    assert await title() == "Tea"
    await wizard.boss.must("PATCH", f"/channels/{wizard.channel['id']}/settings", {"channel.title": "Ask for tea"})
    assert await title() == "Ask for tea"
    await wizard.boss.must("PATCH", f"/connections/{made['id']}", {"config": {"title": "Tea bot"}})
    assert await title() == "Tea bot"


async def test_it_is_told_when_credentials_end(wizard: Wizard) -> None:
    wizard.platform.ends_at = 1_900_000_000_000
    made = await wizard.connect()
    assert made["expires_at"] == "2030-03-17T17:46:40.000Z"
    wizard.platform.ends_at = None
    await wizard.boss.must("POST", f"/connections/{made['id']}/check")
    assert (await wizard.boss.get(f"/connections/{made['id']}"))["expires_at"] is None


async def test_settings_that_the_platform_gave_are_kept_beside_the_others(wizard: Wizard) -> None:
    made = await wizard.connect()
    base, widget = wizard.product.application.base, wizard.product.application.widget
    await base.store.commit(widget.connections.keep, int(made["id"]), {"token": Secret(OTHER)})
    row = await base.store.read(CONNECTIONS.get, int(made["id"]))
    assert row is not None
    assert widget.connections.settings_of(row).secrets("token") == (Secret(OTHER),)
    assert row.version == made["version"]


async def test_a_test_reply_goes_the_way_of_all_replies(wizard: Wizard) -> None:
    made = await wizard.connect()
    talk = await wizard.written(made, "hello")
    sent = await wizard.boss.must(
        "POST", f"/connections/{made['id']}/test", {"conversation_id": talk["id"], "text": "It works!"}
    )
    messages = (await wizard.boss.get(f"/conversations/{talk['id']}/messages"))["items"]
    (reply,) = [message for message in messages if message["id"] == sent["message_id"]]
    assert (reply["text"], reply["author"], reply["state"]) == ("It works!", "agent", "sending")
    session = (await wizard.boss.get(f"/conversations/{talk['id']}"))["session"]
    assert (session["owner_id"], session["first_answer_at"]) == (None, None)
    waiting = (await wizard.boss.get(f"/connections/{made['id']}"))["first_event_at"]
    assert waiting is not None


async def test_a_test_reply_stays_within_its_connection(wizard: Wizard) -> None:
    made = await wizard.connect()
    other = (await wizard.boss.get("/conversations", view="all"))["items"][0]
    problem = await wizard.refused(
        "POST", f"/connections/{made['id']}/test", {"conversation_id": other["id"], "text": "Hi"}
    )
    assert problem["code"] == "conversation_not_found"


async def test_a_check_keeps_what_it_found_and_is_told_once(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    wizard.platform.down = True
    assert (await wizard.boss.must("POST", f"{path}/check"))["state"] == "down"
    down = await wizard.boss.get(path)
    assert (down["state"], down["state_detail"]) == ("down", "no_answer")
    wizard.platform.down = False
    found = await wizard.boss.must("POST", f"{path}/check")
    assert (found["state"], found["account"]["name"]) == ("ok", "@coo")
    back = await wizard.boss.get(path)
    assert (back["state"], back["state_detail"]) == ("new", None)
    assert back["version"] == made["version"]


async def test_new_credentials_make_well_what_was_refused(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    store, row = wizard.product.application.base.store, int(made["id"])
    await store.commit(refused, row, "unauthorized", "token")
    bad = await wizard.boss.get(path)
    assert (bad["state"], bad["state_detail"], bad["state_field"]) == ("reauth", "unauthorized", "token")
    mended = await wizard.boss.must("PATCH", path, {"config": {"token": GOOD}})
    assert (mended["state"], mended["state_detail"], mended["state_field"]) == ("new", None, None)


async def test_a_call_with_a_wrong_secret_is_shown_to_whoever_waits(wizard: Wizard) -> None:
    made = await wizard.connect()
    path = f"/connections/{made['id']}"
    assert (await wizard.boss.must("POST", f"{path}/check"))["refused"] is None
    stranger = wizard.product.client("203.0.113.7")
    for _ in range(2):
        answer = await stranger.post(f"/hooks/homing/{made['id']}", content=b"{}")
        assert answer.status_code in {401, 403}
    refused = (await wizard.boss.must("POST", f"{path}/check"))["refused"]
    assert (refused["reason"], refused["count"]) == ("no_signature", 2)
    wizard.product.clock.advance(1_000)
    await wizard.boss.must("POST", f"{path}/install")
    assert (await wizard.boss.must("POST", f"{path}/check"))["refused"] is None


async def test_what_breaks_is_found_though_nobody_asks(wizard: Wizard) -> None:
    made = await wizard.connect()
    path, loop = f"/connections/{made['id']}", wizard.checks()
    await loop.turn()
    assert (await wizard.boss.get(path))["state"] == "new"
    wizard.platform.down = True
    states = []
    for _ in range(2):
        wizard.product.clock.advance(EVERY_MS)
        await loop.turn()
        states.append((await wizard.boss.get(path))["state"])
    assert states == ["new", "down"]
    wizard.platform.down = False
    wizard.product.clock.advance(EVERY_MS)
    await loop.turn()
    assert (await wizard.boss.get(path))["state"] == "new"


async def test_only_administrators_set_up(wizard: Wizard) -> None:
    made = await wizard.connect()
    mai = await wizard.product.login("mai")
    for method, path, body in (
        ("POST", "/connections", wizard.new(OTHER)),
        ("PATCH", f"/connections/{made['id']}", {"active": False}),
        ("DELETE", f"/connections/{made['id']}", None),
        ("POST", f"/connections/{made['id']}/check", None),
        ("POST", f"/connections/{made['id']}/install", None),
        ("POST", f"/connections/{made['id']}/test", {"conversation_id": "1", "text": "Hi"}),
    ):
        assert (await mai.call(method, path, body)).status_code == 403
    assert wizard.platform.told == [("install", "poll")]


async def test_two_who_connect_one_account_at_once_make_one_connection(wizard: Wizard) -> None:
    others = [await wizard.boss.must("POST", "/channels", {"name": f"Tea {n}"}) for n in range(3)]
    answers = await asyncio.gather(
        *(wizard.boss.call("POST", "/connections", wizard.new(channel_id=channel["id"])) for channel in others)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"account_connected"}
    assert len(await wizard.connections()) == 1
