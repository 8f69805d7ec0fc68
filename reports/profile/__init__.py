"""The profile page of one group, from published cells."""
