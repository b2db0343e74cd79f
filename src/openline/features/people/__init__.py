"""People of an account: administrators and agents, their logins, links and API tokens."""
