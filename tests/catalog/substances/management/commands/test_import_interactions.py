"""`manage.py import_interactions FILE`: what a person sees."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.substances.models import Interaction

pytestmark = pytest.mark.django_db
HEAD = "substance A,substance B,severity,advice,source,reviewed by"


def run(*arguments):
    """Standard output, standard error and the refusal, if any."""
    out, err = StringIO(), StringIO()
    refusal = None
    try:
        call_command("import_interactions", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        refusal = str(error)
    return out.getvalue(), err.getvalue(), refusal


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "interactions.csv"
    path.write_text(f"{HEAD}\nginkgo,warfarin,serious,Bleeding.,,\n", encoding="utf-8")
    return path


def test_a_dry_run_says_what_would_change_and_the_import_does_it(file):
    count = Interaction.objects.count()
    told, _, refusal = run(file, "--dry-run")
    assert "New: ginkgo + warfarin." in told
    assert told.endswith("Dry run: nothing was changed.\n")
    assert (refusal, Interaction.objects.count()) == (None, count)

    done, _, _ = run(file)
    assert f"{done}Dry run: nothing was changed.\n" == told
    assert Interaction.objects.count() == count + 1


def test_what_is_wrong_is_told_by_file_row_and_column(file):
    file.write_text(f"{HEAD}\nginkgo,warfarin,heavy,,,\n")
    _, errors, refusal = run(file)
    assert errors.splitlines() == [
        f"{file}: Row 2, severity: write serious, moderate or minor.",
        f"{file}: Row 2, advice: say what happens and what to do.",
    ]
    assert refusal == "Refused: nothing was changed."


def test_a_file_that_is_not_there(tmp_path):
    assert run(tmp_path / "none.csv")[2].endswith("none.csv: No such file or directory.")
