"""Why the database refuses a decision, in words a pharmacist can act on."""

from django.db import IntegrityError
from django.utils.translation import gettext_lazy

WORDS = {
    "decided_while_the_pharmacist_is_awaited": gettext_lazy("This order is not to be decided now."),
    "nobody_decides_an_own_order": gettext_lazy(
        "This is your own order: a colleague decides about it."
    ),
    "no_more_is_approved_than_was_ordered": gettext_lazy("Approve no more than was ordered."),
    "high_risk_is_verified": gettext_lazy(
        "A high-risk medicine is approved only with a note of how you verified it."
    ),
    "prescription_only_needs_a_prescription": gettext_lazy(
        "Copy the prescription of every medicine you approve."
    ),
    "prescription_is_of_the_same_dosage": gettext_lazy(
        "The prescription is of another dosage than the line."
    ),
    "prescription_is_in_date": gettext_lazy(
        "The prescription is not in date today: check when it was issued and how long it is valid."
    ),
    "prescription_is_of_the_same_person": gettext_lazy(
        "The prescription is another person's: name and date of birth differ."
    ),
    "prescription_is_not_over_used": gettext_lazy(
        "The prescription does not allow so much: approve fewer packs, replace them, or reject the"
        " line."
    ),
    "prescription_is_valid_from_its_issue": gettext_lazy(
        "The prescription cannot end before it was issued."
    ),
    "prescription_names_its_prescriber": gettext_lazy(
        "Name the prescriber and the registration number."
    ),
    "decision_gives_units_or_says_why": gettext_lazy(
        "Approve one pack or more; or say why a line is rejected, or what you ask."
    ),
    "verification_has_its_moment": gettext_lazy("Say how you verified the prescription, and when."),
}


def words_of(refusal: IntegrityError) -> str:
    """By the name of the rule, which stands in the database's own message."""
    text = str(refusal)
    found = next((words for rule, words in WORDS.items() if rule in text), None)
    if found is None:
        raise refusal
    return str(found)
