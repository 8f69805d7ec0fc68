"""Everything that makes a PDF: contents as plain data in, an accessible PDF (PDF/UA-1) out."""
