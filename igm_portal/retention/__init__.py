"""What goes when its term is over: seen beforehand, held back, destroyed and on record (ADR 76)."""
