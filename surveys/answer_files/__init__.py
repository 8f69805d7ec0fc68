"""Answers gathered elsewhere, in CSV files: read with every fault named, scored, written. Pure."""
