"""Whether two prescriptions are one prescriber's: by registration number, however it is typed."""

from typing import Any

from django.db.models import Func, Value
from django.db.models.functions import Coalesce, Lower, NullIf


def plain_registration(registration: Any) -> Coalesce:
    """The number's digits: "GMC 447 1208" is "4471208"; of one without digits its small letters."""
    digits = Func(registration, Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
    return Coalesce(NullIf(digits, Value("")), Lower(registration))
