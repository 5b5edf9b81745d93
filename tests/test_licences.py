"""Nothing is in the shop that its owner may not use, sell with or keep to themselves."""

import re

import pytest

from tests.licences import LOCK, licence_of, licences

FREE = re.compile(r"MIT|BSD|Apache|Python Software Foundation|PSF-2\.0")
# Changes to these would have to be published. They are used as they come, and none is changed.
UNCHANGED = {
    "certifi": "Mozilla",
    "pikepdf": "MPL-2.0",
    "psycopg2-binary": "Lesser General Public License",
}


@pytest.mark.parametrize(("name", "licence"), list(licences()))
def test_a_requirement_may_be_used_in_a_shop_that_is_nobody_elses(name, licence):
    assert UNCHANGED[name] in licence if name in UNCHANGED else FREE.search(licence)


def test_the_list_is_of_what_is_locked():
    assert licence_of("django") == "BSD-3-Clause"
    assert licence_of("no-such-package") is None
    assert len(list(licences())) > LOCK.read_text().count("==") / 2


def test_nothing_that_must_be_kept_unchanged_is_on_the_list_without_being_there():
    assert set(UNCHANGED) <= {name for name, _ in licences()}
