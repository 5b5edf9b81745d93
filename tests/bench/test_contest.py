"""Nobody is compared who does not offer the same."""

import pytest

from catalog.demo.content import medicines
from tests.bench.contest import baclofens_prices, check_list, check_page
from tests.bench.contestants.contestant import Contestant, Unfit


class Somebody(Contestant):
    name = "Somebody"
    medicines = "/all/"

    def __init__(self, *texts):
        self.texts = texts

    def page(self, path):
        return " ".join(self.texts).encode()

    def command(self):
        return []

    def walks(self):
        return []


def test_who_leaves_out_a_price_of_baclofen_is_unfit():
    every = baclofens_prices()
    check_page(Somebody(*every), b"")
    with pytest.raises(Unfit, match=r"Somebody: \$498\.00 is missing on the page of Baclofen"):
        check_page(Somebody(*every[:-1]), b"")


def test_who_has_to_answer_the_shops_bytes_and_answers_others_is_unfit():
    somebody = Somebody(*baclofens_prices())
    somebody.same_bytes = True
    check_page(somebody, somebody.medicine_page())
    with pytest.raises(Unfit, match="answers other bytes"):
        check_page(somebody, somebody.medicine_page() + b" ")


def test_who_leaves_out_a_medicine_is_unfit():
    names = [medicine.name for medicine in medicines()]
    check_list(Somebody(*names))
    with pytest.raises(Unfit, match=f"{names[0]} is missing in its list"):
        check_list(Somebody(*names[1:]))
