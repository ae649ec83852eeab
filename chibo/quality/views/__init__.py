"""The pages of quality: scores of meetings, and score sheets."""
