"""Published figures as files: a typed table as XLSX and CSV, and a profile on paper as PDF.

Only what has been published comes in, with all words as arguments; bytes go out. Knows neither
Django nor the clock.
"""
