"""The list of guards is true of the code as it is; `make guards` tries it."""

import pytest

from tests.guards import GUARDS
from tests.readme import PROJECT


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_where_the_list_says_and_so_does_its_test(guard):
    file, _, name = guard.test.partition("::")
    name = name.partition("[")[0]
    assert (PROJECT / guard.file).read_text().count(guard.instead_of) == 1
    assert f"def {name}(" in (PROJECT / file).read_text()
