"""`openline user`, `openline account` and `openline token`."""

from typing import Any

import click

from openline.cli.order import order
from openline.cli.table import show
from openline.features.people.types import Need, Role

_ACCOUNT = click.option("--account", metavar="NAME", help="Domain, id or name; needed only where there are several.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def user() -> None:
    """People who log in."""


@user.command("create")
@click.argument("email")
@click.option("--name", required=True, help="How colleagues and customers see the person.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.AGENT.value, show_default=True)
@click.option("--locale", type=click.Choice(["en", "vi", "ru"]), help="The account's language unless given.")
@_ACCOUNT
def create_user(email: str, **new: Any) -> None:
    """Invite somebody, and print the link that lets him choose a password.

    \b
    openline user create mai@example.com --name "Mai Nguyen"
    openline user create anna@example.com --name Anna --role administrator
    """
    made = order("user.create", email=email, **new)
    click.echo(f"{made['name']} is invited. The link works once, for seven days:\n{made['link']}")


@user.command("list")
@_ACCOUNT
@_JSON
def list_users(*, account: str | None, as_json: bool) -> None:
    """Everybody of the account."""
    columns = ("number", "name", "email", "role", "active", "joined")
    show(order("user.list", account=account), columns, as_json=as_json)


@user.command("reset-link")
@click.argument("email")
@_ACCOUNT
def reset_link(email: str, account: str | None) -> None:
    """Print a link with which somebody chooses a new password.

    Whoever cannot log in any more, the last administrator too, comes in again with it.
    """
    made = order("user.reset-link", email=email, account=account)
    click.echo(f"The link for {made['name']} works once, for four hours:\n{made['link']}")


@click.group()
def account() -> None:
    """Accounts: companies that share this server and see nothing of each other."""


@account.command("create")
@click.argument("name")
@click.option("--domain", help="The host name that leads to it, such as chat.example.com; a second account needs one.")
@click.option("--locale", type=click.Choice(["en", "vi", "ru"]), default="en", show_default=True)
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Asia/Ho_Chi_Minh.")
def create_account(name: str, **new: Any) -> None:
    """Make an account, and print the link that creates its first administrator.

    \b
    openline account create "Lotus Shop" --domain chat.lotus.example --locale vi
    """
    made = order("account.create", name=name, **new)
    click.echo(
        f"{made['name']} is made. The link for its first administrator works once, for seven days:\n{made['link']}"
    )


@account.command("edit")
@click.argument("account_name", metavar="ACCOUNT")
@click.option("--name", help="What people and customers read.")
@click.option("--domain", help="The host name that leads to it; an empty one takes its domain away.")
@click.option("--plan", help="What it may have, by a name in OPENLINE_PLANS; an empty one takes all limits away.")
def edit_account(account_name: str, **changes: Any) -> None:
    """Rename an account, let another host name lead to it, or change its plan. ACCOUNT is its domain, id or name.

    \b
    openline account edit Openline --name "Lotus Shop"
    openline account edit 1 --domain chat.lotus.example
    openline account edit 1 --plan free
    """
    made = order("account.edit", account=account_name, **changes)
    where = made["domain"] or "every host name, as long as it is the only account"
    click.echo(f"{made['name']} is reached by {where}.")
    if made["plan"]:
        click.echo(f"Its plan is {made['plan']}.")
    for name in made["switched_off"]:
        click.echo(f"The plan allows fewer channels: {name} is switched off.")


@account.command("list")
@_JSON
def list_accounts(*, as_json: bool) -> None:
    """All accounts of this server."""
    show(order("account.list"), ("id", "name", "domain", "plan", "demo", "created_at"), as_json=as_json)


@click.group()
def token() -> None:
    """API tokens: a person's rights, narrowed by scopes, for a program."""


@token.command("create")
@click.argument("email")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice([need.value for need in Need]), required=True)
@click.option("--expires-at", metavar="INSTANT", help="Such as 2027-01-31T00:00:00Z; never, unless given.")
@_ACCOUNT
def create_token(**new: Any) -> None:
    """Make a token of a person, and print it: this once, it is not stored.

    \b
    openline token create mai@example.com --name "CRM" --scope conversations:read
    """
    made = order("token.create", **{**new, "scopes": list(new["scopes"])})
    click.echo(made["token"])
    click.echo(f"Token {made['id']} with {', '.join(made['scopes'])}. It is shown this once.", err=True)


@token.command("list")
@_ACCOUNT
@_JSON
def list_tokens(*, account: str | None, as_json: bool) -> None:
    """The account's tokens, without what makes them work."""
    columns = ("id", "name", "person_id", "scopes", "created_at", "last_used_at", "expires_at")
    show(order("token.list", account=account), columns, as_json=as_json)


@token.command("revoke")
@click.argument("token_id")
@_ACCOUNT
def revoke_token(token_id: str, account: str | None) -> None:
    """End a token at once."""
    order("token.revoke", token_id=token_id, account=account)
    click.echo(f"Token {token_id} works no more.")
