"""Payments under faults: what must hold once all has settled, and what tries to break it."""
