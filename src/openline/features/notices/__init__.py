"""Notices: what a person should know, kept until he has seen it."""
