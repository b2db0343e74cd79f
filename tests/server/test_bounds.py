"""What a stranger can make grow has a bound; whoever sits at the server itself may test with load."""

import asyncio
from collections import Counter

from tests.support.product import Product, WidgetClient

AT_ONCE = 200  # all at the door before a slow machine lets a second pass


async def test_one_address_opens_so_many_widgets(product: Product) -> None:
    here = await product.widget()
    stranger, other = product.client(peer="203.0.113.9"), product.client(peer="203.0.113.10")
    path = f"/widget/v1/{here.key}/visitors"
    answers = await asyncio.gather(*[stranger.post(path, json={}) for _ in range(AT_ONCE)])
    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) == {201, 429}
    assert 120 <= codes[201] < AT_ONCE
    assert (await other.post(path, json={})).status_code == 201
    product.clock.advance(60_000)
    assert (await stranger.post(path, json={})).status_code == 201


async def test_one_visitor_writes_so_fast(product: Product) -> None:
    here = await product.widget()
    away = WidgetClient(product.client(peer="203.0.113.9"), here.key, here.token)
    bodies = [{"client_id": f"{n}", "text": "x"} for n in range(AT_ONCE)]
    answers = await asyncio.gather(*[away.call("POST", "/messages", body) for body in bodies])
    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) == {201, 429}
    assert 60 <= codes[201] < AT_ONCE
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["code"] == "too_many"
    assert int(refused.headers["retry-after"]) >= 1
    again = [here.call("POST", "/messages", body | {"client_id": f"h{body['client_id']}"}) for body in bodies]
    assert {answer.status_code for answer in await asyncio.gather(*again)} == {201}
