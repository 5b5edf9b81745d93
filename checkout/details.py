"""Whom an order is for and where it goes, as entered in the checkout."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Details:
    """Texts as entered, checked by DetailsForm; `country` is an ISO code of two letters."""

    email: str
    first_name: str
    last_name: str
    line1: str
    line2: str
    city: str
    state: str
    postcode: str
    country: str
    phone: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def address(self) -> str:
        """In one line, without name and country."""
        town = " ".join(filter(None, [self.city, self.state, self.postcode]))
        return ", ".join(filter(None, [self.line1, self.line2, town]))

    def as_session(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def of_session(cls, kept: Mapping[str, str]) -> "Details | None":
        """What `as_session` made; None for anything else, such as an older release's."""
        names = {field.name for field in fields(cls)}
        return cls(**kept) if kept.keys() == names else None
