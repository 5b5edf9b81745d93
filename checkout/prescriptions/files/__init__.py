"""Private files, hostile until proven: what a patient sends is proven, scanned, sealed and kept.

`taking.take` is the one verb the shop calls. It asks `proving.py`, which lets `prover.py` read the
file in a process of its own, then `scanning.py` and `vault.py`. `serving.py` answers with a file.
"""
