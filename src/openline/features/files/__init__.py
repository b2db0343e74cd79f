"""Files that people and customers send: taken in, kept, handed out. Rules F1 to F17: docs/behaviour/files.md."""
