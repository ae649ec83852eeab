"""Scripts for those who work on Chibo; nothing here runs where it is installed."""
