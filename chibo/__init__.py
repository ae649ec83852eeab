"""Chibo: the meetings of a party cell, from preparation to follow-up."""
