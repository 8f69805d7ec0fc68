"""The forms of filling in, planning, mail and typing in from paper."""
