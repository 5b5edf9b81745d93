"""What patient and pharmacist should know about substances that come together."""

from datetime import date, timedelta

import pytest

from catalog.substances.rules import (
    Contents,
    Known,
    Names,
    Purchase,
    bought_before,
    interactions_of,
    recognised,
    same_substance,
)

TODAY = date(2026, 3, 31)
TEN, TWENTY_FIVE = (Contents(f"Baclofen {mg} mg", ("baclofen",)) for mg in (10, 25))
CODEINE = Contents("Co-codamol 8 mg", ("codeine", "paracetamol"))
OPIOIDS = frozenset({"opioids", "codeine", "tramadol"})
WITH_OPIOIDS = Known(frozenset({"baclofen"}), OPIOIDS, "serious", "Slows the breathing.", "A label")
WITH_ALCOHOL = Known(frozenset({"alcohol"}), frozenset({"baclofen"}), "moderate", "Makes drowsy.")


def pairs(notes) -> list[tuple[str, ...]]:
    return [note.substances for note in notes]


class TestTheSameTwice:
    def test_two_dosages_of_one_medicine(self):
        [note] = same_substance([TEN, TWENTY_FIVE])
        assert (note.substances, note.severity) == (("baclofen",), "moderate")
        assert note.advice == (
            "2 of these contain baclofen (Baclofen 10 mg, Baclofen 25 mg)."
            " Take them together only if you were told to: the doses add up."
        )

    def test_a_substance_inside_two_medicines(self):
        tablets = Contents("Paracetamol 500 mg", ("paracetamol",))
        assert pairs(same_substance([CODEINE, TEN, tablets])) == [("paracetamol",)]

    def test_other_substances_are_none(self):
        assert same_substance([TEN, CODEINE]) == []


class TestBoughtBefore:
    def test_within_90_days_by_the_latest_purchase(self):
        older, latest = (Purchase(f"No. {n}", TODAY - timedelta(n), ("baclofen",)) for n in (90, 5))
        [note] = bought_before([TEN], [latest, older], today=TODAY)
        assert note.substances == ("baclofen",)
        assert note.advice == (
            "No. 5, ordered on 26 March 2026, contains baclofen too."
            " What is left of it counts towards the dose."
        )

    @pytest.mark.parametrize(("days", "notes"), [(90, 1), (91, 0)])
    def test_ninety_days_are_the_end(self, days, notes):
        purchase = Purchase("Baclofen", TODAY - timedelta(days), ("baclofen",))
        assert len(bought_before([TEN], [purchase], today=TODAY)) == notes

    def test_what_else_was_bought_is_no_news(self):
        purchase = Purchase("Paracetamol", TODAY, ("paracetamol",))
        assert bought_before([TEN], [purchase], today=TODAY) == []


class TestInteractions:
    def test_two_medicines_of_an_order(self):
        [note] = interactions_of([TEN, CODEINE], (), [WITH_OPIOIDS, WITH_ALCOHOL])
        assert note.substances == ("baclofen", "codeine")
        assert (note.severity, note.advice, note.source, note.reviewed_by) == (
            "serious",
            "Slows the breathing.",
            "A label",
            "",
        )

    def test_a_medicine_and_what_else_is_taken_the_worst_first(self):
        notes = interactions_of([TEN], ["alcohol", "opioids"], [WITH_ALCOHOL, WITH_OPIOIDS])
        assert pairs(notes) == [("baclofen", "opioids"), ("alcohol", "baclofen")]

    def test_each_pair_once_with_the_worst_that_is_known(self):
        codeine = Known(frozenset({"codeine"}), frozenset({"baclofen"}), "minor", "A little.")
        notes = interactions_of([TEN, CODEINE], ["codeine"], [codeine, WITH_OPIOIDS])
        assert pairs(notes) == [("baclofen", "codeine")]
        assert notes[0].severity == "serious"

    def test_two_dosages_are_one_pair(self):
        notes = interactions_of([TEN, TWENTY_FIVE, CODEINE], (), [WITH_OPIOIDS])
        assert len(notes) == 1

    def test_what_one_medicine_holds_was_put_together_on_purpose(self):
        known = Known(frozenset({"codeine"}), frozenset({"paracetamol"}), "serious", "No.")
        assert interactions_of([CODEINE], (), [known]) == []

    def test_what_is_taken_anyway_is_not_ours_to_judge(self):
        known = Known(frozenset({"alcohol"}), OPIOIDS, "serious", "No.")
        assert interactions_of([TEN], ["alcohol", "codeine"], [known]) == []

    def test_two_members_of_one_group_are_no_pair_of_it(self):
        assert interactions_of([CODEINE], ["tramadol"], [WITH_OPIOIDS]) == []

    def test_nothing_does_not_go_with_itself(self):
        among = Known(OPIOIDS, frozenset({"codeine"}), "serious", "No.")
        assert interactions_of([CODEINE, CODEINE], ["codeine"], [among]) == []


class TestInAPatientsWords:
    SUBSTANCES = (
        Names("alcohol", ("wine", "beer")),
        Names("codeine", ("co-codamol",)),
        Names("metamizole", ("Novalgín",)),
        Names("opioids", ("opiates",)),
        Names("isosorbide mononitrate", ("imdur",)),
        Names("mute", ("", "!")),
    )

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Codeine 30 mg when needed", ["codeine"]),
            ("wine in the evening", ["alcohol"]),
            ("BEER and co codamol", ["alcohol", "codeine"]),
            ("CO-CODAMOL;wine", ["alcohol", "codeine"]),
            ("novalgin", ["metamizole"]),
            ("isosorbide\n mononitrate 60mg", ["isosorbide mononitrate"]),
            ("strong opiates", ["opioids"]),
            ("winegum, codeines, rootbeer", []),
            ("mononitrate isosorbide", []),
            ("", []),
            ("!?", []),
        ],
    )
    def test_substances_are_recognised(self, text, found):
        assert recognised(text, self.SUBSTANCES) == found
