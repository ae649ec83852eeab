"""Persons, their membership, standing and posts over time, and the accounts they sign in with."""
