"""Every write of a meeting: planning it, preparing it, holding it."""
