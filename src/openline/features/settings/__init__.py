"""The catalogue of channel settings: each is declared once; storage, validation, form, API and docs follow."""
