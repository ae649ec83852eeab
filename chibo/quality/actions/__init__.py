"""Every write of quality: how meetings were assessed, and the sheets they are scored by."""
