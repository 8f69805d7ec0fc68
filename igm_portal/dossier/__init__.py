"""Papers for an FG, a CISO and a works council, filled with what the portal does (ADR 77)."""
