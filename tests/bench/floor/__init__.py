"""The yardstick: bare Django without middleware, three queries, a page of about 15 kB."""
