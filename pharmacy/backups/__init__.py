"""Backups: the whole shop as one sealed file, and back.

`writing` packs (`tar`, `files`, `dump`) and seals (`sealing`) in one stream; `reading` opens and
checks; `restoring` puts it into an empty shop. What is promised of it stands in the README.
"""
