"""The loader that a site's snippet fetches: small, kept for minutes, asked for again by its tag."""

from openline.simulate.seed import find_demo
from tests.support.product import Product

LARGEST = 2_000


async def test_it_comes_packed_to_whoever_takes_that_and_is_not_sent_twice(product: Product) -> None:
    demo = await find_demo(product.application.base.store)
    assert demo is not None
    client, path = product.client(), f"/w/{demo.key}.js"
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = await client.get(path, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) <= LARGEST
    assert packed.headers["etag"] != plain.headers["etag"]
    again = await client.get(path, headers={"accept-encoding": "gzip, br", "if-none-match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
