"""Contacts: the customers, each with a set of identities."""
