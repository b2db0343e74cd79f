"""Telegram: a bot by webhook or by polling, and the owner's own account through Telegram Business. Bot API 10.1."""

from openline.connectors.telegram.connector import Telegram

CONNECTOR = Telegram()
