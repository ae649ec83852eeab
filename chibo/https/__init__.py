"""HTTPS on an office's own network: an authority of its own, and the page to trust it."""
