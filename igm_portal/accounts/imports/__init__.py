"""Reading a CSV of people and teams, and saying what it would change; pure."""
