"""Papers of a cell, as Word files and as PDF/A, and what is read from uploaded ones."""
