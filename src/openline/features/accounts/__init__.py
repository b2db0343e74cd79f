"""Accounts: the companies on this server, found by host name."""
