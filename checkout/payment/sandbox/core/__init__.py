"""What Stripe does, in plain Python: no Django, no HTTP, one SQLite file."""
