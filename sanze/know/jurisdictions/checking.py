"""Whether the areas below an area cover it once and wholly, level by level."""

from collections import defaultdict
from dataclasses import dataclass, field

from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.intake import Fault, fault_of
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area
from sanze.know.jurisdictions.rules import DIGITS
from sanze.know.jurisdictions.shapes import boundaries_of, boundary_of, check

# A county with its 4,000 cells would take seconds; its townships are checked one by one.
LEVELS_DOWN = 2


@dataclass
class Findings:
    """What is wrong below an area; checked: how many boundaries were looked at; undrawn: who has none."""

    faults: list[Fault] = field(default_factory=list)
    checked: int = 0
    undrawn: list[Area] = field(default_factory=list)


def findings_below(area: Area) -> Findings:
    """Every gap, overlap and excess among the parts of the area and of each of its parts, two levels down.

    Parts of which none is drawn are told as undrawn, not as one large gap.
    """
    deepest = CODE_LENGTHS[area.level] + LEVELS_DOWN * DIGITS
    rows = Area.objects.filter(within("code", area.code), closed_on__isnull=True).order_by("code")
    rows = rows.filter(level__in=[level for level, length in CODE_LENGTHS.items() if length <= deepest])
    parts: dict[int, list[Area]] = defaultdict(list)
    areas = {each.pk: each for each in rows}
    for each in areas.values():
        if each.pk != area.pk:
            parts[each.parent_id].append(each)
    found = Findings(undrawn=[each for each in areas.values() if not each.boundary])
    for parent_id, children in parts.items():
        parent = areas[parent_id]
        drawn = boundaries_of(children)
        found.checked += len(drawn)
        if drawn:
            outline = boundary_of(parent) if parent.boundary else None
            found.faults += [fault_of(each) for each in check(drawn, outline)]
    return found
