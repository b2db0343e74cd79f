"""Coming in: passwords, example logins, languages, links."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.cast import PASSWORD, Office
from tests.browser.desk import AgentDesk
from tests.support.browser import Stage

LANGUAGES = (("Tiếng Việt", "vi", "Đăng nhập"), ("Русский", "ru", "Вход"), ("English", "en", "Sign in"))


async def at_the_door(stage: Stage, office: Office, **options: object) -> Page:
    """Somebody without a login."""
    page = await (await stage.context(base_url=office.server.url, **options)).new_page()
    await page.goto("/")
    await expect(page.get_by_role("button", name="Anna Admin")).to_be_visible()
    return page


async def test_a_wrong_password_is_refused_in_words_and_the_right_one_lets_in(stage: Stage, office: Office) -> None:
    mai = await office.hire("Mai Nguyen")
    page = await at_the_door(stage, office)
    await _sign_in(page, mai.email, "black tea")
    await expect(page.get_by_role("alert")).to_have_text("The e-mail address or the password is wrong.")
    await _sign_in(page, mai.email)
    await AgentDesk(page).seen()


async def test_one_click_on_an_example_login_is_enough(stage: Stage, office: Office) -> None:
    page = await at_the_door(stage, office)
    await page.get_by_role("button", name="Ivan Petrov").click()
    await AgentDesk(page).seen()
    await expect(page.get_by_role("button", name="Account menu of Ivan Petrov")).to_be_visible()


async def test_the_door_speaks_three_languages_and_remembers(stage: Stage, office: Office) -> None:
    page = await at_the_door(stage, office)
    for name, lang, title in LANGUAGES:
        await page.get_by_text(name, exact=True).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
        await expect(page.locator("html")).to_have_attribute("lang", lang)
    await page.get_by_text("Русский", exact=True).click()
    await expect(page.locator("html")).to_have_attribute("lang", "ru")
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Вход")


@pytest.mark.parametrize(("locale", "title"), [("vi-VN", "Đăng nhập"), ("ru-RU", "Вход"), ("fr-FR", "Sign in")])
async def test_the_door_takes_the_browsers_language_where_it_knows_it(
    stage: Stage, office: Office, locale: str, title: str
) -> None:
    page = await at_the_door(stage, office, locale=locale)
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)


async def test_who_changes_his_language_is_spoken_to_in_it_at_once(stage: Stage, office: Office) -> None:
    desk = await AgentDesk.open(stage, await office.hire("Mai Nguyen"))
    await desk.page.goto("/profile")
    await desk.page.get_by_role("combobox", name="Language").click()
    await desk.page.get_by_role("option", name="Tiếng Việt").click()
    await desk.page.get_by_role("button", name="Save").first.click()
    await expect(desk.page.locator("html")).to_have_attribute("lang", "vi")
    await expect(desk.page.get_by_role("link", name="Mới")).to_be_visible()


async def test_an_invitation_works_once(stage: Stage, office: Office) -> None:
    new = {"name": "Linh Pham", "email": "linh.invited@example.com", "role": "agent"}
    link = (await office.boss.must("POST", "/people", new))["invite_url"]
    page = await (await stage.context()).new_page()
    await page.goto(link)
    await expect(page.get_by_text("invites you to answer its customers")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_value(new["email"])
    await page.get_by_label("New password").fill("tea")
    await page.get_by_role("button", name="Join").click()
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Join").click()
    await AgentDesk(page).seen()
    await page.goto(link)
    await expect(page.get_by_text("This link is no longer valid")).to_be_visible()


async def test_a_login_that_ends_elsewhere_leads_to_the_door_and_back(stage: Stage, office: Office) -> None:
    mai = await office.hire("Mai Nguyen")
    desk = await AgentDesk.open(stage, mai)
    await desk.page.goto("/profile")
    await desk.page.get_by_role("heading", name="Signed-in browsers").scroll_into_view_if_needed()
    await office.boss.must("PATCH", f"/people/{mai.id}", {"active": False})
    await expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
    await office.boss.must("PATCH", f"/people/{mai.id}", {"active": True})
    await _sign_in(desk.page, mai.email)
    await expect(desk.page.get_by_role("heading", name="Signed-in browsers")).to_be_visible()


async def test_who_signs_out_can_sign_in_again(stage: Stage, office: Office) -> None:
    mai = await office.hire("Mai Nguyen")
    desk = await AgentDesk.open(stage, mai)
    await desk.page.get_by_role("button", name="Account menu of Mai Nguyen").click()
    await desk.page.get_by_role("menuitem", name="Sign out").click()
    await _sign_in(desk.page, mai.email)
    await desk.seen()


async def _sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
