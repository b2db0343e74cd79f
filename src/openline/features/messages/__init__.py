"""Messages: what was said, once each."""
