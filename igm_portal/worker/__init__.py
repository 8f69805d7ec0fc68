"""The process that works in the background: mail, files that people asked for, and every night."""
