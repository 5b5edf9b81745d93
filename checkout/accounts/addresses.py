"""An address of an account, as plain values; asked for by the rules of the checkout."""

from dataclasses import asdict, dataclass
from typing import Any


class AddressKnown(Exception):
    """The account has this address already."""


class TooManyAddresses(Exception):
    """The account has as many addresses as it may have."""


@dataclass(frozen=True, slots=True)
class Address:
    """Texts as entered, checked by AddressForm; `country` is an ISO code of two letters."""

    first_name: str
    last_name: str
    line1: str
    line2: str
    city: str
    state: str
    postcode: str
    country: str
    phone: str

    def as_fields(self) -> dict[str, str]:
        """As forms have it."""
        return asdict(self)

    def as_row(self) -> dict[str, str]:
        """As Oscar's tables have it, which keep the city in the fourth line."""
        fields = self.as_fields()
        city, country, phone = (fields.pop(name) for name in ("city", "country", "phone"))
        return fields | {"line4": city, "country_id": country, "phone_number": phone}

    @classmethod
    def of_row(cls, row: Any) -> "Address":
        """Of an address of an account or of an order."""
        return cls(
            first_name=row.first_name,
            last_name=row.last_name,
            line1=row.line1,
            line2=row.line2,
            city=row.line4,
            state=row.state,
            postcode=row.postcode,
            country=row.country_id,
            phone=str(row.phone_number or ""),
        )
