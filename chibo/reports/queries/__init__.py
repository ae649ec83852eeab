"""Reads of boards and reports: how cells stand, the rows behind figures, and the figures."""
