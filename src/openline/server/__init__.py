"""The ASGI application: edge, injection, errors, idempotency, static files, operations. No rules."""
