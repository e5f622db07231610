"""From a regime's selection to rows: each condition becomes SQL."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from sanze.foundation.regime.entries.subject import Condition, Selection
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute
from sanze.foundation.scope.models import within


def selected(regime: Regime, subject: str | Selection) -> QuerySet:
    """The rows that a subject of this regime means. Raises KeyError for a kind or attribute that no app declares."""
    selection = regime.selection(subject)
    kind = SUBJECTS[selection.what]
    rows = kind.rows()
    for each in selection.where:
        rows = rows.filter(_query(regime, kind.attributes[each.attribute], each))
    return rows


def _query(regime: Regime, attribute: Attribute, condition: Condition) -> Q:
    op, value = condition.op, condition.value
    if op in ("in_list", "not_in_list"):
        op, value = op.removesuffix("_list"), regime.lists[value]
    negated = op in ("ne", "not_in")
    if op in ("gt", "gte", "lt", "lte"):
        return Q(**{f"{attribute.path}__{op}": value})
    values = value if isinstance(value, tuple) else (value,)
    if attribute.kind == "area":
        found = reduce(or_, (within(attribute.path, each) for each in values))
    else:
        found = Q(**{f"{attribute.path}__in": values})
    return ~found if negated else found
