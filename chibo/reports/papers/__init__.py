"""A report as files: one model of it, as Word, PDF/A, XLSX and CSV."""
