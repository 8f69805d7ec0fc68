"""What the start page shows of published figures and of running waves: per role what is next."""
