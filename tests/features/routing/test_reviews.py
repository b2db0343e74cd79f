"""What supervisors think of how a session went (docs/behaviour/life.md L18)."""

import pytest

from openline.features.notices.service import my_notices
from openline.features.people.types import Role
from openline.features.routing.errors import SessionNotFound
from openline.features.routing.service import lists
from openline.features.routing.service.life import reviews
from openline.kit.errors import InvalidField, NotAllowed
from tests.support.desk import Company
from tests.support.product import Product
from tests.support.store import Published


async def test_a_supervisor_rates_and_comments_and_the_agent_is_told(company: Company, published: Published) -> None:
    mai, huong = await company.hire("Mai"), await company.hire("Huong", role=Role.SUPERVISOR)
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "Còn hàng không?")
    await company.accept(mai, customer)
    await company.store.commit(reviews.review, huong, int((await company.session(customer)).id), 2, " Chậm quá ")
    await company.finish(mai, customer)
    session_id = int((await company.session(customer)).id)
    review = (await company.store.commit(reviews.review, huong, session_id, 4, "Tốt hơn")).review
    assert review is not None
    assert (review.rating, review.comment, review.by_name) == (4, "Tốt hơn", "Huong")
    notices = await company.store.read(my_notices, mai, after=None, limit=10)
    assert [(one.kind, one.data["rating"]) for one in notices.items if one.kind == "session.reviewed"] == [
        ("session.reviewed", 4),
        ("session.reviewed", 2),
    ]
    assert [fact.number for fact in published.facts if fact.kind == "session.reviewed"] == [None, None]
    page = await company.store.read(lists.page_of_sessions, huong, {"review": 4}, None, 50)
    assert [item.id for item in page.items] == [str(session_id)]


async def test_agents_do_not_rate_and_a_rating_has_bounds(company: Company) -> None:
    mai = await company.hire("Mai")
    await company.queue(mai)
    await company.come(mai)
    customer = await company.visitor()
    await company.write(customer, "Chào")
    session_id = int((await company.session(customer)).id)
    with pytest.raises(NotAllowed):
        await company.store.commit(reviews.review, mai, session_id, 5, "")
    with pytest.raises(SessionNotFound):
        await company.store.commit(reviews.review, await company.hire("Nam"), session_id, 5, "")
    for rating, comment in ((0, ""), (6, ""), (3, "x" * 10_001)):
        with pytest.raises(InvalidField):
            await company.store.commit(reviews.review, company.boss, session_id, rating, comment)


async def test_a_review_over_the_api(product: Product) -> None:
    admin, visitor = await product.login("admin"), await product.widget()
    await visitor.write("Xin chào")
    session = (await admin.get("/sessions"))["items"][0]
    shown = await admin.must("POST", f"/sessions/{session['id']}/review", {"rating": 5, "comment": "Nhanh"})
    assert (shown["review"]["rating"], shown["review"]["comment"]) == (5, "Nhanh")
    assert [item["id"] for item in (await admin.get("/sessions", review=5))["items"]] == [session["id"]]
    given, missing = await admin.get("/sessions", reviewed=True), await admin.get("/sessions", reviewed=False)
    assert [item["id"] for item in given["items"]] == [session["id"]]
    assert session["id"] not in {item["id"] for item in missing["items"]}
    assert given["items"][0]["contact"]["id"] == (await admin.get("/conversations"))["items"][0]["contact"]["id"]
    refused = await admin.call("POST", f"/sessions/{session['id']}/review", {"rating": 6})
    assert refused.status_code == 422
