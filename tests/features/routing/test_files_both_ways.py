"""Messages with files in a conversation that exists already, on both stores: attaching takes locks of its own."""

from typing import Any

from tests.support.product import Product


async def test_both_sides_send_files(product: Product) -> None:
    customer = await product.widget()
    await customer.write("hello")
    theirs = {"file": ("a.txt", b"their words", "text/plain")}
    bearer = {"authorization": f"Bearer {customer.token}"}
    upload = await customer.http.post("/widget/v1/files", files=theirs, headers=bearer)
    assert upload.status_code == 201, upload.text
    body = {"client_id": "with-file", "text": "see this", "files": [upload.json()["id"]]}
    written = await customer.call("POST", "/messages", body)
    assert written.status_code == 201, written.text

    boss = await product.login("admin")
    page = await boss.get("/conversations", view="all")
    talk = next(one for one in page["items"] if one["last_message"] and one["last_message"]["text"] == "see this")
    desks = {desk.id: desk for desk in [boss, await product.login("mai"), await product.login("ivan")]}
    agent = desks[talk["session"]["offer"]["agent_id"]] if talk["session"]["offer"] else boss
    await agent.must("POST", f"/sessions/{talk['session']['id']}/accept")
    token: Any = {"x-csrftoken": agent.me["csrf_token"]}
    own = await agent.http.post("/api/v1/files", files={"file": ("b.txt", b"our words", "text/plain")}, headers=token)
    assert own.status_code == 201, own.text
    said = await agent.must("POST", f"/conversations/{talk['id']}/messages", {"text": "", "files": [own.json()["id"]]})
    assert [file["name"] for file in said["files"]] == ["b.txt"]
