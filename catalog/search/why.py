"""Why a search found a medicine whose name does not tell, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalog.search.words import Words, capitalised


def other_name_of(words: Words, name: str, other_names: Iterable[str]) -> str:
    """The other name that has the words; "" where its own has them, or none."""
    if words.are_in(name):
        return ""
    return next((other for other in other_names if words.are_in(other)), "")


def why_found(
    words: Words,
    name: str,
    *,
    other_names: Iterable[str],
    categories: Iterable[str],
    texts: Iterable[str],
) -> str:
    """What shows the words where the name does not: another name, a category, one of the texts.

    "" where the name does, or nothing has all of them.
    """
    if words.are_in(name):
        return ""
    if other := other_name_of(words, name, other_names):
        return _("Also called %(name)s") % {"name": capitalised(other)}
    if category := next(filter(words.are_in, categories), ""):
        return _("In %(category)s") % {"category": category}
    return next(filter(words.are_in, texts), "")
