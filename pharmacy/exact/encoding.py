"""The packing of texts on their way: Brotli where a browser takes it, else gzip."""

import gzip

import brotli  # type: ignore[import-untyped]

# Packed once, sent often; above these each level costs more than it saves.
BROTLI_QUALITY, GZIP_LEVEL = 6, 6


def chosen(accepted: str) -> str:
    """The best of "br", "gzip" and "" (as it is) by a request's Accept-Encoding."""
    names = {name for name, weight in map(_weighed, accepted.lower().split(",")) if weight}
    return next((name for name in ("br", "gzip") if name in names), "")


def packed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    if encoding == "gzip":
        # Without a time, so that the same page is the same bytes.
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body


def _weighed(part: str) -> tuple[str, float]:
    """One of the header's parts, as in "gzip;q=0.5"; one that cannot be read counts for nothing."""
    name, _, weight = part.partition(";")
    try:
        return name.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0
