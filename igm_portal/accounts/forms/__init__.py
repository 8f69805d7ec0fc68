"""The forms with which an administrator works."""
