"""What the operator does: people, tokens, backup, checks. By a local socket, or on the store when no server runs."""
