"""The texts of results: names of metrics and facets, sentences, explanations."""
