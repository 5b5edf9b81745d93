"""What the pack advisor may not offer: the guards, each with its test."""

from tests.guard import Guard

ADVISOR = "tests/catalog/test_pack_advisor.py"
PAGE = "tests/catalog/test_advising.py"

ADVISORS_GUARDS = (
    Guard(
        "what a pharmacist decides about is never rounded up",
        "catalog/pack_advisor.py",
        "if offer.units not in only_exact]",
        "]",
        f"{ADVISOR}::test_what_a_pharmacist_decides_about_is_never_rounded_up",
    ),
    Guard(
        "no more is advised than is left",
        "catalog/advising.py",
        "    if need > left:\n",
        "    if False:\n",
        f"{PAGE}::test_no_more_than_is_left",
    ),
    Guard(
        "no more is advised than one order may have",
        "catalog/advising.py",
        "most = min(dosage.units_free, page.limits.most_units or dosage.units_free)",
        "most = dosage.units_free",
        f"{PAGE}::test_no_more_than_one_order_may_have",
    ),
)
