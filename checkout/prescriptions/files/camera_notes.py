"""What a camera notes inside a JPEG: where, when, with what."""

START_OF_SCAN, FILL = 0xDA, 0xFF
# Application data but for JFIF's and Adobe's, which say how colours are meant, and comments
# (ITU-T T.81, table B.1).
NOTES = {*range(0xE1, 0xF0), 0xFE} - {0xEE}


def without_notes(jpeg: bytes) -> bytes:
    """The same picture, bit for bit, without its notes. IndexError where it ends too early."""
    kept, at = [jpeg[:2]], 2
    while jpeg[at + 1] != START_OF_SCAN:
        if jpeg[at + 1] == FILL:
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in NOTES:
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + jpeg[at:]
