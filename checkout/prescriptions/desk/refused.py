"""What a case's page says first where something was not recorded. Plain values."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def refused(page: Mapping[str, Any]) -> dict[str, Any]:
    """Why, in a sentence (`problem`) or field by field (`errors`: id and message each).

    `page` is what `case_page` shows. The title says it too, for those who hear titles first.
    """
    files = [str(problem) for problem in page.get("file_problems", ())]
    problem = page.get("refusal", "")
    if not page["may_add_files"]:
        problem, files = problem or " ".join(files), []
    forms = [form for form in (page["forms"], page["answers"]) if form]
    errors = [entry for form in forms for entry in form.entries]
    errors += [("add-files", words) for words in files]
    summary = fields_to_correct(len(errors))
    said, number = (_("Not recorded") if problem else summary), page["case"].number
    title = f"{said}: {number}" if said else number
    return {"problem": problem, "errors": errors, "summary": summary, "title": title}


def fields_to_correct(number: int) -> str:
    """As in "Correct 3 fields", "" for none."""
    if not number:
        return ""
    return ngettext("Correct %(n)s field", "Correct %(n)s fields", number) % {"n": number}
