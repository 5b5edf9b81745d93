"""What the public pages show, and when it became another: the freshness of every kept page."""
