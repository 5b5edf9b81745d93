"""Private files, hostile until proven: of what a patient sends its pages are kept, as pictures.

`taking.take` is the one verb the shop calls. It asks `proving.py`, which lets `prover.py` read the
file in a process of its own, then `scanning.py` and `vault.py`. `serving.py` answers with a page.
"""
