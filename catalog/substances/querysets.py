"""The reads of substances and interactions worth a name."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet


class SubstanceQuerySet(QuerySet):
    """Substances and groups, by name."""

    def substances(self):
        """Those a medicine may contain."""
        return self.filter(is_group=False)

    def by_every_name(self) -> dict[str, Any]:
        """Each by all its names, as a dict; a name of its own counts first, then the oldest's."""
        found = list(self.order_by("-pk"))
        others = {name: one for one in found for name in one.every_name}
        return others | {one.name: one for one in found}

    def named(self, names: Collection[str]):
        """The substances and groups of these names, and every group one of them is a member of."""
        return self.filter(Q(name__in=names) | Q(members__name__in=names))


class InteractionQuerySet(QuerySet):
    """Pairs that do not go together."""

    def to_be_reviewed(self):
        return self.filter(reviewed_by="")

    def among(self, substances: QuerySet):
        """Both of whose sides are among these."""
        found = substances.values("pk")
        return self.filter(a__in=found, b__in=found).order_by("pk")

    def with_members(self):
        """Adds `a_members` and `b_members`: the names of what a group on that side holds."""
        links = self.model._meta.get_field("a").related_model.members.through.objects
        members = {
            f"{side}_members": ArraySubquery(
                links.filter(from_substance=OuterRef(side)).values("to_substance__name")
            )
            for side in ("a", "b")
        }
        return self.annotate(**members)
