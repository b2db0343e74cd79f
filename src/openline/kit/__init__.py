"""Leaf helpers without product words: clock, ids, errors, wire, secrets, text."""
