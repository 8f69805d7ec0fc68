"""The words of a questionnaire in another language: one file per language beside the version.

A translation never touches structure: codes, scales, scoring and the checksum of the version stay
those of the Dutch file. Each language has its own revision and checksum (ADR 22).
"""
