"""One meeting on screen: plan, prepare, hold, close. Sees meetings, resolutions and book."""
