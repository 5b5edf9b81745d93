"""Finished pages, kept by each web process and answered while they are exactly what they show.

What public pages show is the same for everybody (catalog/shown); each hit asks the database, by
one look at an index, whether any of it has changed.
"""
