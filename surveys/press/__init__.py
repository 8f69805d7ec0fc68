"""Where every paper is set: the letters, and what turns contents into an accessible PDF."""
