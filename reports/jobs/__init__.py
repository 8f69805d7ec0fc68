"""Files that take a while: asked for in a request, made by a worker, kept for a day."""
