"""Conversations: the lasting thread with one identity through one connection."""
