"""Under which licences the shop's requirements are given: `python -m tests.licences` lists them."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "shop.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def requirements() -> list[str]:
    """Every package of the lock, as it is named there."""
    return PINNED.findall(LOCK.read_text())


def licence_of(name: str) -> str | None:
    """As the installed package says; None of one that another system needs. "" where it is silent.

    https://packaging.python.org/en/latest/specifications/core-metadata/ has the four places.
    """
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return None
    told = package.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [word for word in told.get_all("Classifier") or () if word.startswith("License")]
    if classifiers:
        return ", ".join(word.rpartition(" :: ")[2] for word in classifiers)
    # Some packages have the whole text here.
    text = told.get("License") or package.read_text(f"licenses/{told.get('License-File')}") or ""
    return text.partition("\n")[0]


def licences() -> Iterator[tuple[str, str]]:
    """Each requirement that is installed, with its licence."""
    for name in requirements():
        licence = licence_of(name)
        if licence is not None:
            yield name, licence


if __name__ == "__main__":
    for package in licences():
        print("{:28}{}".format(*package))
