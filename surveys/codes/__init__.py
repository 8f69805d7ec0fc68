"""Codes for clients: made, written down, read back, checked. Pure: no wave and no key in here."""
