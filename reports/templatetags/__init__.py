"""Parts of reports for pages of rooms below, which cannot ask for them in a view."""
