"""The one reader of CSV files and spreadsheets that people send in: bytes in, rows of cells out."""
