"""The one reader of CSV files that people send in: bytes in, rows of cells out. Pure."""
