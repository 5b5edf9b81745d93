"""Plain text of a page as Markdown that shows the same words and nothing else."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from catalog.importing.source import Line

BULLET = re.compile(
    "\\s*(?:[\u2022\u2023\u25aa\u25cf\u25e6\u00b7\u2043]\\s*|[-*+\u2013\u2014]\\s+)(?P<text>\\S.*)"
)
NUMBERED = re.compile(r"\s*(?P<number>[0-9]{1,3})[.)]\s+(?P<text>\S.*)")
BOLD = re.compile(r"(\*\*(?=[^\s*])[^*]+(?<=\S)\*\*)")

# What Markdown takes for a mark, only where it does.
SPECIAL = re.compile(
    r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-z/!?])|&(?=#?[a-z0-9]+;)|~(?=~)", re.IGNORECASE
)
LINE_START = re.compile(r"^(?:(?=[#>=|:~+-])|[0-9]{1,9}(?=[.)](?: |$)))")


class Block(NamedTuple):
    """A paragraph (`mark` "") or one item of a list (`mark` "-" or "1.")."""

    mark: str
    lines: list[str]


def markdown(lines: Iterable[Line]) -> str:
    """Paragraphs and lists of a page; bullets of every sort become "- ", bold stays bold."""
    parts = []
    for mark, blocks in groupby(_blocks(lines), key=lambda block: block.mark[-1:]):
        texts = [" ".join(filter(None, (block.mark, "\n".join(block.lines)))) for block in blocks]
        parts.append(("\n" if mark else "\n\n").join(texts))
    return "\n\n".join(parts)


def _blocks(lines: Iterable[Line]) -> list[Block]:
    blocks: list[Block] = []
    after_blank = True
    for line in lines:
        text = " ".join(line.text.split())
        last = blocks[-1] if blocks and not after_blank else None
        after_blank = not text
        if not text:
            continue
        if item := _item(line.text, blocks):
            blocks.append(item)
        elif last and (not last.mark or line.text[0].isspace() or text[0].islower()):
            last.lines.append(_harmless(text))
        else:
            blocks.append(Block("", [_harmless(text)]))
    return blocks


def _item(text: str, before: list[Block]) -> Block | None:
    """A line as an item of a list; of a numbered one only where its number is the next."""
    if bullet := BULLET.fullmatch(text):
        return Block("-", [_harmless(" ".join(bullet["text"].split()))])
    numbered = NUMBERED.fullmatch(text)
    last = before[-1].mark.rstrip(".") if before else ""
    expected = int(last) + 1 if last.isdecimal() else 1
    if numbered and int(numbered["number"]) == expected:
        return Block(f"{expected}.", [_harmless(" ".join(numbered["text"].split()))])
    return None


def _harmless(text: str) -> str:
    parts = BOLD.split(text)
    parts[::2] = [SPECIAL.sub(_escaped, part) for part in parts[::2]]
    parts[1::2] = [f"**{SPECIAL.sub(_escaped, part[2:-2])}**" for part in parts[1::2]]
    return LINE_START.sub(_escaped_after, "".join(parts))


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match.group()}"


def _escaped_after(match: re.Match[str]) -> str:
    return f"{match.group()}\\"
