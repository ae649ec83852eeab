"""Closing a meeting into a sealed record; the chain of records; the monthly facts."""
