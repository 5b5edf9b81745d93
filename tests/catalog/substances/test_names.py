"""How substances are named, and which of them a generic name lists."""

import pytest

from catalog.demo.content import medicines
from catalog.substances.names import LONGEST, names_in, spelled, substances_in


@pytest.mark.parametrize(
    ("generic_name", "substances"),
    [
        ("baclofen", ["baclofen"]),
        ("Amlodipine Besylate and Benazepril Hydrochloride", ["amlodipine", "benazepril"]),
        ("amoxicillin and clavulanate potassium", ["amoxicillin", "clavulanate"]),
        ("levocetirizine dihydrochloride", ["levocetirizine"]),
        ("azithromycin dihydrate", ["azithromycin"]),
        ("diclofenac sodium; misoprostol", ["diclofenac", "misoprostol"]),
        ("paracetamol + codeine phosphate hemihydrate", ["paracetamol", "codeine"]),
        ("aspirin, aspirin", ["aspirin"]),
        ("calcium carbonate", ["calcium carbonate"]),
        ("potassium chloride", ["potassium chloride"]),
        ("lithium carbonate", ["lithium"]),
        ("benzoyl peroxide", ["benzoyl peroxide"]),
        ("sodium", ["sodium"]),
        ("Candesartan", ["candesartan"]),
        ("", []),
        (" and , 12 + ", []),
        ("x" * (LONGEST + 1), []),
    ],
)
def test_a_generic_name_lists_substances_without_their_salts(generic_name, substances):
    assert list(substances_in(generic_name)) == substances


def test_no_medicine_of_the_demo_is_left_without_a_substance():
    assert all(substances_in(medicine.generic_name) for medicine in medicines())


def test_a_name_has_one_spelling():
    assert spelled("  Valproic \t ACID\u00a0") == "valproic acid"
    assert spelled("Cafe\u0301") == spelled("Caf\u00e9")


def test_names_are_separated_by_commas():
    assert names_in(" Tylenol, ,Panadol,tylenol, 1 ") == ("tylenol", "panadol")
