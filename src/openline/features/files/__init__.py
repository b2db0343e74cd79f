"""Files that people and customers send: taken in, kept, handed out. Rules: docs/behaviour/files.md."""
