"""The only way out for figures about a group: all cells decided at once, by one set of rules."""
