"""Import of people and teams from a CSV: read, planned, shown, and only then carried out."""
