"""What may be said of a person, a team and an instrument, and how sure it is. Pure."""
