"""Adopted texts, the tasks they give, and what came of them."""
