"""What a stranger can make grow has a bound; whoever sits at the server itself may test with load."""

from tests.support.product import Product, WidgetClient


async def test_one_address_opens_so_many_widgets(product: Product) -> None:
    here = await product.widget()
    stranger = product.client(peer="203.0.113.9")
    codes = [(await stranger.post(f"/widget/v1/{here.key}/visitors", json={})).status_code for _ in range(130)]
    assert codes[:120] == [201] * 120
    assert set(codes[120:]) == {429}
    other = product.client(peer="203.0.113.10")
    assert (await other.post(f"/widget/v1/{here.key}/visitors", json={})).status_code == 201
    product.clock.advance(2_000)
    assert (await stranger.post(f"/widget/v1/{here.key}/visitors", json={})).status_code == 201


async def test_one_visitor_writes_so_fast(product: Product) -> None:
    here = await product.widget()
    away = WidgetClient(product.client(peer="203.0.113.9"), here.key, here.token)
    answers = [await away.call("POST", "/messages", {"client_id": f"{n}", "text": "x"}) for n in range(63)]
    assert [a.status_code for a in answers[:60]] == [201] * 60
    refused = answers[60]
    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many"
    assert int(refused.headers["retry-after"]) >= 1
    for n in range(80):
        assert (await here.call("POST", "/messages", {"client_id": f"h{n}", "text": "x"})).status_code == 201
