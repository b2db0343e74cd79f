"""Response times: how long customers waited, who is told when it is too long, and what lists show of it."""
