"""Pictures that people send in: read whole, made anew of what is known to be harmless."""
