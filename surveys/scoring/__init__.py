"""From answers to scores: items, facets, elements, willen, kunnen and their contrast. Pure."""
