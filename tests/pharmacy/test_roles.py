"""The table of who may open what of staff's pages is whole, and the README tells the same.

Whether it is true is tried by tests/attacks/test_reach.py.
"""

from pathlib import Path

from django.conf import settings

from tests.pharmacy.addresses import STAFFS
from tests.pharmacy.roles import AREAS, EVERY_STAFF, NOBODYS, ONLY_LOOK, OWNERS, readme_table

SIGN_IN_AND_OUT = {"login", "logout"}


def test_every_address_of_staff_is_in_the_table():
    told = [name for area in (*AREAS, EVERY_STAFF, OWNERS) for name in area.addresses]
    missing = STAFFS.keys() - {*told, *NOBODYS, *SIGN_IN_AND_OUT}
    assert not missing, f"Say in tests/pharmacy/roles.py who may open {sorted(missing)}."
    assert sorted([*told, *NOBODYS, *SIGN_IN_AND_OUT]) == sorted(STAFFS)
    assert ONLY_LOOK.keys() <= set(told)


def test_the_readme_tells_the_same():
    readme = (Path(settings.BASE_DIR) / "README.md").read_text()
    assert "\n".join(readme_table()) in readme
