"""The API of bots over HTTP: administrators make them, and a token opens their own door and no other."""

from typing import Any

from tests.support.product import Product

BOTS = "/api/v1/bot"


async def test_a_bot_is_made_answers_and_is_removed(product: Product) -> None:
    admin = await product.login("admin")
    made = await admin.must("POST", "/bots", {"name": "  Hoa "})
    assert (made["name"], made["in_channels"], made["why"]) == ("Hoa", True, "never_seen")
    program = product.client()
    bearer = {"authorization": f"Bearer {made['token']}"}

    async def ask(method: str, path: str, body: Any = None) -> Any:
        answer = await program.request(method, BOTS + path, json=body, headers=bearer)
        return answer.status_code, answer.json()

    (channel,) = (await admin.get("/channels"))["items"][:1]
    choice = {"bot.enabled": True, "bot.id": made["id"]}
    await admin.must("PATCH", f"/channels/{channel['id']}/settings", choice)
    _, begin = await ask("GET", "/events")
    visitor = await product.widget()
    await visitor.write("hello")
    _, page = await ask("GET", f"/events?since={begin['next']}")
    (event,) = page["items"]
    assert (event["kind"], event["message"]["text"]) == ("began", "hello")
    session = f"/sessions/{event['session_id']}"
    status, said = await ask("POST", f"{session}/messages", {"text": "Hi!", "client_id": "1"})
    assert (status, said["author"], said["author_name"]) == (201, "bot", "Hoa")
    assert (await ask("POST", f"{session}/messages", {"text": "Hi!", "client_id": "1"}))[1]["id"] == said["id"]
    assert [one["text"] for one in (await ask("GET", f"{session}/messages"))[1]["items"]] == ["hello", "Hi!"]
    seen = (await visitor.call("GET", "/messages")).json()["items"]
    assert (seen[-1]["author"], seen[-1]["name"]) == ("agent", "Hoa")
    assert (await ask("POST", f"{session}/transfer", {}))[0] == 422
    assert (await ask("POST", f"{session}/hand-over"))[1]["may_speak"] is False
    status, problem = await ask("POST", f"{session}/messages", {"text": "More"})
    assert (status, problem["code"]) == (409, "bot_may_not_speak")
    uses = {"id": channel["id"], "name": channel["name"]}
    assert await admin.get(f"/bots/{made['id']}/impact") == {"channels": [uses]}
    await admin.must("PATCH", f"/channels/{channel['id']}/settings", {"bot.enabled": False})
    assert await admin.get(f"/bots/{made['id']}/impact") == {"channels": []}
    (listed,) = (await admin.get("/bots"))["items"]
    assert (listed["why"], listed["token"]) == ("ready", None)
    assert (await admin.call("DELETE", f"/bots/{made['id']}")).status_code == 204
    assert (await ask("GET", "/sessions"))[0] == 401
    assert (await admin.call("GET", f"/bots/{made['id']}/impact")).status_code == 404


async def test_a_token_opens_its_own_door_alone(product: Product) -> None:
    admin, mai = await product.login("admin"), await product.login("mai")
    made = await admin.must("POST", "/bots", {"name": "Hoa"})
    bearer = {"authorization": f"Bearer {made['token']}"}
    stranger = product.client()
    assert (await stranger.get("/api/v1/conversations", headers=bearer)).status_code == 401
    assert (await mai.http.get(f"{BOTS}/sessions")).status_code == 401
    assert (await mai.call("POST", "/bots", {"name": "Mine"})).status_code == 403
    assert (await mai.call("GET", f"/bots/{made['id']}/impact")).status_code == 403
    assert (await admin.call("POST", "/bots", {"name": " "})).json()["field"] == "name"
    changed = await admin.must("PATCH", f"/bots/{made['id']}", {"new_token": True})
    assert (await stranger.get(f"{BOTS}/sessions", headers=bearer)).status_code == 401
    new = {"authorization": f"Bearer {changed['token']}"}
    assert (await stranger.get(f"{BOTS}/sessions", headers=new)).json() == {"items": []}
