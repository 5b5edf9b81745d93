"""A year of a shop that sells, written at once, and what its pages cost then."""
