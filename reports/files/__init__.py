"""Published figures as files: what goes into a table of figures or a PDF report."""
