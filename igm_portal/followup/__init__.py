"""WHAT COMES OF IT: the conversation of a team, its agreements, and what is laid before others."""
