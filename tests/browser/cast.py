"""Who is in a journey."""

from tests.support.office import LOGIN_COOKIE, PASSWORD, Colleague, Office, Shop, http_of

__all__ = ["LOGIN_COOKIE", "PASSWORD", "Colleague", "Office", "Shop", "http_of"]
