"""What is said of medicines in one cart that contain the same or do not go well together."""

from catalog.legal_class import LegalClass
from catalog.substances.rules import Contained, Known
from checkout.basket.notes import cart_notes
from tests.checkout.basket.carts import a_cart_of, a_line

SLOWS = Known(frozenset({"baclofen"}), frozenset({"codeine"}), "serious", "Slows the breathing.")
LITTLE = Known(frozenset({"baclofen"}), frozenset({"caffeine"}), "minor", "Works less.")


def a_line_with(*substances, legal_class=LegalClass.GSL, **values):
    contained = tuple(Contained(name) for name in substances)
    return a_line(substances=contained, legal_class=legal_class, **values)


def said(*lines, known=(SLOWS, LITTLE)):
    notes = cart_notes(a_cart_of(*lines), known)
    assert not any(note.blocking for note in notes)
    return [(note.pack_id, note.heading, note.message.replace("\u00a0", " ")) for note in notes]


def test_a_pair_is_told_at_the_last_line_it_is_about():
    first, last = a_line_with("baclofen"), a_line_with("codeine")
    assert said(first, last, a_line_with("caffeine")) == [
        (last.pack_id, "Serious", "baclofen and codeine: Slows the breathing."),
        (last.pack_id + 1, "Worth knowing", "baclofen and caffeine: Works less."),
    ]


def test_the_pharmacist_is_named_only_where_one_looks_at_it():
    free, checked = a_line_with("codeine"), a_line_with("baclofen", legal_class=LegalClass.P)
    [(_, _, words)] = said(free, checked)
    assert words == "baclofen and codeine: Slows the breathing. Our pharmacist checks this."
    beside = a_line_with("aspirin", legal_class=LegalClass.POM)
    [(_, _, words)] = said(free, a_line_with("baclofen"), beside)
    assert "pharmacist" not in words


def test_two_dosages_of_a_medicine_contain_the_same():
    ten = a_line_with("baclofen")
    other = a_line_with("baclofen", dosage_label="25mg", dosage_id=2)
    [(pack_id, heading, words)] = said(ten, other)
    assert (pack_id, heading) == (other.pack_id, "Worth knowing")
    assert words.startswith("2 of these contain baclofen (Baclofen 10 mg, Baclofen 25 mg).")


def test_two_packs_of_a_dosage_are_one_medicine():
    assert said(a_line_with("baclofen", units=60), a_line_with("baclofen", units=90)) == []


def test_a_cart_of_whose_substances_nothing_is_known_has_no_note():
    assert said(a_line(), a_line(dosage_id=2)) == []
