"""Reads of reports: the rows behind figures, and the figures."""
"""What boards and reports read."""
