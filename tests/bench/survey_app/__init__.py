"""django-survey-and-report, as its documentation says: in an environment of its own."""
