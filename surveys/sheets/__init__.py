"""Printed matter with start codes: cards and sheets, with the address in words and as a QR code."""
