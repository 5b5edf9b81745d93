"""What stands on the label of a medicine: plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """Who dispenses; an address or a phone that nobody entered is ""."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Of one line of an order; `directions` "" leaves room to write them by hand."""

    patient: str
    medicine: str
    dosage: str
    units: str
    directions: str
    pharmacy: Pharmacy
    on: date
