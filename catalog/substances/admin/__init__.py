"""Staff's pages for substances and interactions."""

from catalog.substances.admin import interactions, substances

__all__ = ["interactions", "substances"]
