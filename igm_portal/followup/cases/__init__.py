"""Fictional cases: those that ship with the product, one file each, and what a case is. Pure."""
