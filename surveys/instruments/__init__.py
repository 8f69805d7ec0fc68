"""Instruments: questionnaires as versioned files, read into one frozen model.

Pure: no Django, no clock. `loader` is the way in for files, `canonical` for what a wave stored.
"""
