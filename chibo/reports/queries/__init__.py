"""Reads of reports: the rows behind figures, and the figures."""
