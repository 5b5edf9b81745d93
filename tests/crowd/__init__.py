"""Many people at once in a shop that really runs: two web workers, the worker, the sandbox.

Here and not beside the code of placing or of stock, because no module is tried alone: what two
requests do to each other depends on every process, thread and transaction between them. What one
request does is told where its code is mirrored.
"""
