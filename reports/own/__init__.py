"""The profile of one person, for that person alone."""
