"""Responses where they are needed: found in a conversation, filled, sent with their files, made of what was sent."""

from typing import Any

from tests.support.product import Desk, Product, WidgetClient


async def upload(desk: Desk, name: str, content: bytes = b"price list") -> str:
    token: Any = {"x-csrftoken": desk.me["csrf_token"]}
    answer = await desk.http.post("/api/v1/files", files={"file": (name, content, "text/plain")}, headers=token)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def accepted(product: Product, boss: Desk) -> tuple[WidgetClient, Desk, Any]:
    """A customer whom somebody has accepted."""
    customer = await product.widget()
    await customer.write("Do you ship to Hue?")
    page = await boss.get("/conversations", view="all")
    talk = next(one for one in page["items"] if (one["last_message"] or {}).get("text") == "Do you ship to Hue?")
    desks = {desk.id: desk for desk in [boss, await product.login("mai"), await product.login("ivan")]}
    agent = desks[talk["session"]["offer"]["agent_id"]] if talk["session"]["offer"] else boss
    await agent.must("POST", f"/sessions/{talk['session']['id']}/accept")
    return customer, agent, talk


async def test_a_response_is_chosen_and_the_customer_gets_its_text_and_file(product: Product) -> None:
    boss = await product.login("admin")
    made = await boss.must("POST", "/canned/lists", {"name": "Shipping"})
    text = "Hello, #CUSTOMER_NAME#! We ship to Hue. Yours, #OPERATOR# #NEVER_HEARD#"
    body = {"list_id": made["id"], "name": "Hue", "text": text, "files": [await upload(boss, "prices.txt")]}
    response = await boss.must("POST", "/canned", body)
    assert (response["unknown"], [file["name"] for file in response["files"]]) == (["NEVER_HEARD"], ["prices.txt"])
    customer, agent, talk = await accepted(product, boss)
    (offered,) = (await agent.get(f"/conversations/{talk['id']}/canned", q="hue"))["items"]
    assert (offered["empty"], offered["unknown"], offered["files"]) == (
        ["CUSTOMER_NAME"], ["NEVER_HEARD"], ["prices.txt"],
    )  # fmt: skip
    used = [await agent.must("POST", f"/conversations/{talk['id']}/canned/{offered['id']}/use") for _ in range(2)]
    assert used[0]["text"] == offered["text"].replace("Hello, !", "Hello!")
    assert used[0]["text"].startswith("Hello! We ship to Hue. Yours, ")
    assert used[0]["files"][0]["id"] not in {used[1]["files"][0]["id"], response["files"][0]["id"]}
    sent = {"text": used[0]["text"], "files": [file["id"] for file in used[0]["files"]]}
    said = await agent.must("POST", f"/conversations/{talk['id']}/messages", sent)
    last = (await customer.call("GET", "/messages")).json()["items"][-1]
    assert (last["text"], last["files"][0]["name"]) == (used[0]["text"], "prices.txt")
    assert (await customer.http.get(last["files"][0]["url"])).content == b"price list"

    page = await boss.get("/canned", list_id=made["id"])
    assert page["items"][0]["uses"] == 2
    saved = await agent.must("POST", f"/messages/{said['id']}/canned", {"name": "As I said"})
    assert (saved["outcome"], saved["response"]["list_id"]) == ("made", "mine")
    assert [file["name"] for file in saved["response"]["files"]] == ["prices.txt"]
    again = await agent.must("POST", f"/messages/{said['id']}/canned", {})
    assert (again["outcome"], again["response"]["id"]) == ("there_already", saved["response"]["id"])
    await boss.must("DELETE", f"/canned/lists/{made['id']}")
    assert (await agent.call("POST", f"/conversations/{talk['id']}/canned/{offered['id']}/use")).status_code == 404
    assert (await customer.http.get(last["files"][0]["url"])).content == b"price list"


async def test_most_used_first_and_by_each_himself(product: Product) -> None:
    boss = await product.login("admin")
    _, agent, talk = await accepted(product, boss)
    ids = {}
    for name in ("Rarely used xyz", "Often used xyz"):
        ids[name] = (await agent.must("POST", "/canned", {"name": name, "text": "xyz"}))["id"]
    for _ in range(2):
        await agent.must("POST", f"/conversations/{talk['id']}/canned/{ids['Often used xyz']}/use")
    offers = (await agent.get(f"/conversations/{talk['id']}/canned", q="xyz"))["items"]
    assert [one["name"] for one in offers] == ["Often used xyz", "Rarely used xyz"]
    offers = (await agent.get(f"/conversations/{talk['id']}/canned", q="rarely"))["items"]
    assert [one["name"] for one in offers] == ["Rarely used xyz"]
    if agent is not boss:
        assert (await boss.get(f"/conversations/{talk['id']}/canned", q="xyz"))["items"] == []


async def test_a_channel_offers_the_lists_chosen_for_it(product: Product) -> None:
    boss = await product.login("admin")
    made = [await boss.must("POST", "/canned/lists", {"name": name}) for name in ("Hue lists", "Other lists")]
    for one in made:
        await boss.must("POST", "/canned", {"list_id": one["id"], "text": f"zyx {one['name']}"})
    _, agent, talk = await accepted(product, boss)
    settings = f"/channels/{talk['channel_id']}/settings"
    await boss.must("PATCH", settings, {"canned.from": "chosen", "canned.lists": [made[0]["id"]]})
    offers = (await agent.get(f"/conversations/{talk['id']}/canned", q="zyx"))["items"]
    assert [one["text"] for one in offers] == ["zyx Hue lists"]
    refused = await boss.call("PATCH", settings, {"canned.lists": ["999"]})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_field")
    assert "canned.lists" in refused.text


async def test_files_of_a_list_are_for_those_who_see_it_and_are_not_swept(product: Product) -> None:
    boss = await product.login("admin")
    file_id = await upload(boss, "secret.txt")
    mine = await boss.must("POST", "/canned", {"text": "mine", "files": [file_id]})
    product.clock.advance(3 * 86_400_000)
    boss, other = await product.login("admin"), await product.login("mai")
    assert (await other.http.get(f"/api/v1/files/{file_id}")).status_code == 404
    assert (await boss.http.get(f"/api/v1/files/{file_id}")).content == b"price list"
    refused = await boss.call("POST", "/canned", {"text": "twice", "files": [file_id]})
    assert (refused.status_code, refused.json()["code"]) == (404, "file_not_found")
    body = {"text": "mine", "list_id": "mine", "files": []}
    await boss.must("PUT", f"/canned/{mine['id']}", body)
    assert (await boss.http.get(f"/api/v1/files/{file_id}")).status_code == 404


async def test_only_what_was_sent_to_a_customer_becomes_a_response(product: Product) -> None:
    boss = await product.login("admin")
    _, agent, talk = await accepted(product, boss)
    note = await agent.must("POST", f"/conversations/{talk['id']}/messages", {"text": "careful", "note": True})
    theirs = (await agent.get(f"/conversations/{talk['id']}/messages"))["items"]
    question = next(one for one in theirs if one["author"] == "customer")
    for one in (note, question):
        refused = await agent.call("POST", f"/messages/{one['id']}/canned", {})
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_save")


async def test_who_may_not_write_only_reads(product: Product) -> None:
    boss = await product.login("admin")
    scopes = ["conversations:read"]
    token = (await boss.must("POST", "/tokens", {"name": "reader", "scopes": scopes}))["token"]
    reader = product.client()
    reader.headers["authorization"] = f"Bearer {token}"
    lists = (await reader.get("/api/v1/canned/lists")).json()
    assert (lists["may_add"], [one["may_edit"] for one in lists["items"]]) == (False, [False])
    refused = await reader.post("/api/v1/canned", json={"text": "hello"})
    assert (refused.status_code, refused.json()["need"]) == (403, "conversations:write")
    refused = await reader.post("/api/v1/canned/lists", json={"name": "New"})
    assert (refused.status_code, refused.json()["need"]) == (403, "canned:write")
