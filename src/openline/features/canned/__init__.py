"""Canned responses: texts with files that agents choose instead of typing, in lists that channels share (CR rules)."""
