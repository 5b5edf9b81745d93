"""Who is told what on Today: the guards."""

from tests.guard import Guard

TOLD = "tests/pharmacy/today/test_who.py::test_everybody_sees_the_figures_whose_lists_they_may_open"

TODAYS_GUARDS = (
    Guard(
        "only who may see cases hears on Today which come next",
        "checkout/prescriptions/desk/today.py",
        "    if not request.user.has_perm(SEE_CASES):\n",
        "    if False:\n",
        TOLD,
    ),
    Guard(
        "only who may see medicines hears on Today of their prices",
        "catalog/admin/today.py",
        "    if admin.site.may_open(Medicine, request):\n",
        "    if True:\n",
        TOLD,
    ),
    Guard(
        "only who may see stock hears on Today what runs low",
        "catalog/admin/today.py",
        "    if may_see_stock(request.user):\n",
        "    if True:\n",
        TOLD,
    ),
)
