"""Files that people and customers send: taken in, kept, handed out. Rules F1 to F28: docs/behaviour/files.md."""
