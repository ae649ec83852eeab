"""The tree of organisations over time, and the decisions that change it."""
