"""Routes of people: login, me, links, people, API tokens."""

from typing import Annotated

from litestar import Response, delete, get, patch, post, put
from litestar.datastructures import Cookie
from litestar.params import Parameter

from openline.features.people import schemas, service
from openline.features.people.types import CSRF_COOKIE, LOGIN_COOKIE, Actor
from openline.kit.clock import SECOND
from openline.kit.ids import parse_id
from openline.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from openline.store import Commit, Store

Limit = Annotated[int, Parameter(ge=1, le=MAX_LIMIT)]
NO_CONTENT = 204


def _entered(knock: service.Knock, entered: service.Entered, front_door: service.FrontDoor) -> Response[schemas.Me]:
    """The answer of whoever gets in: both cookies."""
    secure = front_door.secure(knock)
    lasts = service.LOGIN_LASTS_MS // SECOND
    login = Cookie(LOGIN_COOKIE, value=entered.token, httponly=True, secure=secure, samesite="lax", max_age=lasts)
    csrf = Cookie(CSRF_COOKIE, value=entered.me.csrf_token, secure=secure, samesite="lax", max_age=lasts)
    return Response(entered.me, status_code=200, cookies=[login, csrf])


@post("/api/v1/login", status_code=200)
async def log_in(data: schemas.LogIn, front_door: service.FrontDoor, knock: service.Knock) -> Response[schemas.Me]:
    """Log in with e-mail and password."""
    return _entered(knock, await front_door.log_in(knock, data), front_door)


@post("/api/v1/logout", status_code=NO_CONTENT)
async def log_out(actor: Actor, store: Store) -> Response[None]:
    """End the login of this browser."""
    await store.commit(service.log_out, actor)
    gone = [Cookie(name, value="", samesite="lax", max_age=0) for name in (LOGIN_COOKIE, CSRF_COOKIE)]
    return Response(None, status_code=NO_CONTENT, cookies=gone)


@get("/api/v1/me")
async def show_me(actor: Actor, front_door: service.FrontDoor) -> schemas.Me:
    """Who I am and what I may do."""
    return await front_door.me(actor)


@patch("/api/v1/me")
async def change_me(data: schemas.EditMe, actor: Actor, store: Store, front_door: service.FrontDoor) -> schemas.Me:
    """Change my name, language or time zone."""
    await store.commit(service.change_me, actor, data)
    return await front_door.me(actor)


@post("/api/v1/me/password", status_code=NO_CONTENT)
async def change_password(data: schemas.ChangePassword, actor: Actor, front_door: service.FrontDoor) -> None:
    """Change my password; my other logins end."""
    await front_door.change_password(actor, data)


@get("/api/v1/me/logins")
async def list_logins(actor: Actor, store: Store) -> schemas.LoginPage:
    """Where I am logged in."""
    return await store.read(service.my_logins, actor)


@delete("/api/v1/me/logins/{login_id:str}", status_code=NO_CONTENT)
async def end_login(login_id: str, actor: Actor, store: Store) -> None:
    """End one of my logins."""
    await store.commit(service.end_my_login, actor, parse_id(login_id))


@delete("/api/v1/me/logins", status_code=NO_CONTENT)
async def end_other_logins(actor: Actor, store: Store) -> None:
    """End all my logins but this one."""
    await store.commit(service.end_my_other_logins, actor)


@post("/api/v1/password-reset", status_code=202)
async def ask_reset(data: schemas.AskReset, front_door: service.FrontDoor, knock: service.Knock) -> None:
    """Ask for a mail with a reset link; the answer does not tell whether somebody has this address."""
    await front_door.ask_reset(knock, data.email)


@get("/api/v1/links/{token:str}")
async def show_link(token: str, front_door: service.FrontDoor, knock: service.Knock) -> schemas.LinkInfo:
    """What a link is for."""
    return await front_door.show_link(knock, token)


@post("/api/v1/links/{token:str}", status_code=200)
async def use_link(
    token: str, data: schemas.UseLink, front_door: service.FrontDoor, knock: service.Knock
) -> Response[schemas.Me]:
    """Use a link: set the password and log in."""
    return _entered(knock, await front_door.use_link(knock, token, data), front_door)


@get("/api/v1/setup")
async def show_setup(front_door: service.FrontDoor, knock: service.Knock) -> schemas.Setup:
    """What the login page must know before anybody is logged in."""
    return await front_door.setup(knock)


@get("/api/v1/people")
async def list_people(
    actor: Actor, store: Store, presences: service.Presences, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> schemas.PersonPage:
    """The account's people by number."""
    return await store.read(service.people_page, actor, presences, after=cursor, limit=limit)


@post("/api/v1/people")
async def add_person(
    data: schemas.NewPerson, actor: Actor, commit: Commit, front_door: service.FrontDoor, knock: service.Knock
) -> schemas.InvitedPerson:
    """Invite somebody."""
    person = await commit(service.add_person, actor, data, await front_door.base_url_of(knock))
    to = service.Addressee(name=person.name, email=person.email, locale=person.locale)
    await front_door.mail_invitation(actor, to, person.invite_url)
    return person


@get("/api/v1/people/{person_id:str}")
async def show_person(person_id: str, actor: Actor, store: Store, presences: service.Presences) -> schemas.Person:
    """One person."""
    return await store.read(service.show_person, actor, presences, parse_id(person_id))


@patch("/api/v1/people/{person_id:str}")
async def change_person(
    person_id: str, data: schemas.EditPerson, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Rename, give another role, deactivate, reactivate."""
    return await store.commit(service.change_person, actor, presences, parse_id(person_id), data)


@put("/api/v1/me/workday")
async def set_my_workday(
    data: schemas.SetWorkday, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Start my day, take a break, go on, end my day."""
    return await store.commit(service.set_workday, actor, presences, actor.person_id, data.state)


@put("/api/v1/me/pause")
async def set_my_pause(
    data: schemas.SetPause, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Take nothing new for a while, or go on."""
    return await store.commit(service.set_pause, actor, presences, actor.person_id, data.on)


@put("/api/v1/people/{person_id:str}/workday")
async def set_workday(
    person_id: str, data: schemas.SetWorkday, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Start somebody's day, end it, have him on a break."""
    return await store.commit(service.set_workday, actor, presences, parse_id(person_id), data.state)


@put("/api/v1/people/{person_id:str}/pause")
async def set_pause(
    person_id: str, data: schemas.SetPause, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Let somebody take nothing new for a while, or go on."""
    return await store.commit(service.set_pause, actor, presences, parse_id(person_id), data.on)


@put("/api/v1/people/{person_id:str}/working-time")
async def set_working_time(
    person_id: str, data: schemas.SetWorkingTime, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Have somebody start and end his days, or not."""
    return await store.commit(service.set_working_time, actor, presences, parse_id(person_id), data.managed)


@put("/api/v1/people/{person_id:str}/skills")
async def set_skills(
    person_id: str, data: schemas.SetSkills, actor: Actor, store: Store, presences: service.Presences
) -> schemas.Person:
    """Say what somebody can do, and how well."""
    return await store.commit(service.set_skills, actor, presences, parse_id(person_id), data.skills)


@get("/api/v1/people/{person_id:str}/absences")
async def list_absences(person_id: str, actor: Actor, store: Store) -> schemas.AbsencePage:
    """When somebody is not there: his vacations and other absences."""
    return await store.read(service.absences_page, actor, parse_id(person_id))


@post("/api/v1/people/{person_id:str}/absences")
async def add_absence(person_id: str, data: schemas.NewAbsence, actor: Actor, commit: Commit) -> schemas.Absence:
    """Note that somebody will not be there."""
    return await commit(service.add_absence, actor, parse_id(person_id), data)


@delete("/api/v1/people/{person_id:str}/absences/{absence_id:str}", status_code=NO_CONTENT)
async def remove_absence(person_id: str, absence_id: str, actor: Actor, store: Store) -> None:
    """He will be there after all."""
    await store.commit(service.remove_absence, actor, parse_id(person_id), parse_id(absence_id))


@post("/api/v1/people/{person_id:str}/invite", status_code=200)
async def invite_again(
    person_id: str, actor: Actor, front_door: service.FrontDoor, knock: service.Knock
) -> schemas.Invitation:
    """Make a new invitation for somebody who has not joined; the older one stops working."""
    return await front_door.invite_again(knock, actor, parse_id(person_id))


@post("/api/v1/people/{person_id:str}/reset-link", status_code=200)
async def reset_person(
    person_id: str, actor: Actor, front_door: service.FrontDoor, knock: service.Knock
) -> schemas.ResetLink:
    """Make a reset link: mailed where mail is set up, else shown to hand over."""
    return await front_door.reset_for(knock, actor, parse_id(person_id))


@get("/api/v1/tokens")
async def list_tokens(
    actor: Actor, store: Store, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> schemas.TokenPage:
    """The account's API tokens, newest first."""
    return await store.read(service.tokens_page, actor, after=cursor, limit=limit)


@post("/api/v1/tokens")
async def add_token(data: schemas.NewToken, actor: Actor, commit: Commit) -> schemas.TokenMade:
    """Make an API token; it is shown once."""
    return await commit(service.add_token, actor, data)


@delete("/api/v1/tokens/{token_id:str}", status_code=NO_CONTENT)
async def revoke_token(token_id: str, actor: Actor, store: Store) -> None:
    """End an API token."""
    await store.commit(service.revoke_token, actor, parse_id(token_id))


HANDLERS = [
    log_in, log_out, show_me, change_me, change_password, list_logins, end_login, end_other_logins, ask_reset,
    show_link, use_link, show_setup, list_people, add_person, show_person, change_person, invite_again, reset_person,
    list_tokens, add_token, revoke_token, set_my_workday, set_my_pause, set_workday, set_pause, set_working_time,
    set_skills, list_absences, add_absence, remove_absence,
]  # fmt: skip
