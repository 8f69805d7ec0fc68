"""What the commands say about one group whose answers the caller holds: no database, no key.

Each module makes the content (a mapping with the keys of docs/opdrachten.md) and the same in lines
of Dutch.
"""
