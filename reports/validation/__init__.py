"""Does a questionnaire measure what it says? What an expert judges, from own files (ADR 73).

Offline only: no page and no worker imports this room. Pieces of R that are written out for who
wants to count everything again stand in `r/`.
"""
