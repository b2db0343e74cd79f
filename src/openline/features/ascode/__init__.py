"""Settings as code: channels as a document that is kept, compared, applied as a whole and rolled back (ADR 0112)."""
