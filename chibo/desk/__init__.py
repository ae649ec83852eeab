"""What lies on one's desk: today, my cell, mine. Pages that gather from all rooms; no tables."""
