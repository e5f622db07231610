"""A county of real size beside the cast's city, filled by SQL where the door would take hours.

16 townships, 400 villages, 4,000 cells; 20,000 enterprises in cells, nine industries; dangers found over three
years, most of them closed: reported 1 %, graded 1 %, ordered 6 %, rectified 2 %, closed 88 %, dismissed 2 %; one
in thirty is major. The rows pass the constraints of the tables but bear no acts.
"""

from django.db import connection

from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands as jurisdictions
from tests import cast

CODE = "149982"
TOWNSHIP = CODE + "005"
ENTERPRISES = 20_000
INDUSTRIES = ["coal", "mine", "hazchem", "metallurgy", "construction", "fire", "trade", "gas", "traffic"]

_ENTERPRISES = """
INSERT INTO parties_enterprise (name, uscc, industry, area_code, address, longitude, latitude, size, employees,
    standing, listed, principal, principal_phone, safety_manager, safety_phone, registered_on)
SELECT '第' || n || '号企业', '', (%(industries)s::text[])[1 + n %% 9],
    %(code)s || lpad((1 + n %% 16)::text, 3, '0') || lpad((201 + n / 16 %% 25)::text, 3, '0')
        || lpad((301 + n / 400 %% 10)::text, 3, '0'),
    '工业路' || n || '号', 112 + random(), 37 + random(), 'small', n %% 300,
    'operating', false, '张三', '13800000000', '李四', '13900000000', DATE '2024-01-01'
FROM generate_series(1, %(count)s) AS n"""

_DANGERS = """
INSERT INTO dangers_danger ({columns})
SELECT {values}
FROM (
    SELECT n, e.id AS enterprise_id, e.area_code, e.industry, random() AS luck, random() AS weight,
        DATE '2026-11-01' - (random() * 1095)::int AS found
    FROM generate_series(1, %(count)s) AS n
    JOIN parties_enterprise e ON e.id = %(first)s + (hashint8(n) & 2147483647) %% %(enterprises)s
) AS d,
LATERAL (SELECT CASE WHEN luck < 0.01 THEN 'reported' WHEN luck < 0.02 THEN 'graded' WHEN luck < 0.08 THEN 'ordered'
    WHEN luck < 0.10 THEN 'rectified' WHEN luck < 0.98 THEN 'closed' ELSE 'dismissed' END AS state) AS s"""

# What a column is told beside its default; `graded` is whether the danger has come that far.
_GRADED = "state NOT IN ('reported', 'dismissed')"
_ORDERED = "state IN ('ordered', 'rectified', 'closed')"
_DONE = "state IN ('rectified', 'closed')"
_TOLD = {
    "number": "'C' || lpad(n::text, 9, '0')",
    "enterprise_id": "enterprise_id",
    "area_code": "area_code",
    "industry": "industry",
    "state": "state",
    "title": "'第' || n || '处安全防护装置缺失或者失效'",
    "description": "'现场检查时发现，已当面告知单位负责人'",
    "source": "(ARRAY['self_check', 'patrol', 'inspection', 'service'])[1 + n % 4]",
    "category": "'things'",
    "found_on": "found",
    "finder": "'李强'",
    "finder_post_id": "0",
    "major": f"CASE WHEN {_GRADED} THEN weight < 0.033 END",
    "graded_on": f"CASE WHEN {_GRADED} THEN found + 1 END",
    "emergency_plan": f"CASE WHEN {_ORDERED} AND weight < 0.033 THEN '停产撤人' ELSE '' END",
    "ordered_on": f"CASE WHEN {_ORDERED} THEN found + 2 END",
    "due_on": f"CASE WHEN {_ORDERED} THEN found + 17 END",
    "rectified_on": f"CASE WHEN {_DONE} THEN found + 12 END",
    "rectifier_id": f"CASE WHEN {_DONE} THEN 1 END",
    "rectifier_post_id": f"CASE WHEN {_DONE} THEN 1 END",
    "closed_on": "CASE WHEN state = 'closed' THEN found + 15 END",
    "closer_id": "CASE WHEN state = 'closed' THEN 2 END",
    "closer_post_id": "CASE WHEN state = 'closed' THEN 2 END",
    "authority_reported_on": f"CASE WHEN {_GRADED} AND weight < 0.033 THEN found + 1 END",
    "congress_reported_on": f"CASE WHEN {_GRADED} AND weight < 0.033 THEN found + 1 END",
    "dismiss_reason": "CASE WHEN state = 'dismissed' THEN '不属实' ELSE '' END",
}
_EMPTY = {"CharField": "''", "TextField": "''", "BooleanField": "false", "PositiveSmallIntegerField": "0"}


def build(model, dangers: int) -> None:
    """Load the county and fill the tables; then let the planner know of it."""
    jurisdictions.load(INSTALLER, None, areas=_areas(), source="量程", on=cast.BEGIN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(_ENTERPRISES, {"industries": INDUSTRIES, "code": CODE, "count": ENTERPRISES})
        cursor.execute("SELECT min(id) FROM parties_enterprise WHERE area_code LIKE %s", [CODE + "%"])
        first = cursor.fetchone()[0]
        fields = [each for each in model._meta.concrete_fields if not each.primary_key]
        columns = ", ".join(f'"{each.column}"' for each in fields)
        values = ", ".join(_value(each).replace("%", "%%") for each in fields)
        order = _DANGERS.format(columns=columns, values=values)
        cursor.execute(order, {"count": dangers, "first": first, "enterprises": ENTERPRISES})
        cursor.execute("VACUUM ANALYZE")


def _areas() -> list[list[str]]:
    rows = [[CODE, "量程县"]]
    for town in range(1, 17):
        code = f"{CODE}{town:03}"
        rows.append([code, f"第{town}镇"])
        for village in range(201, 226):
            rows.append([f"{code}{village}", f"第{village}村"])
            rows += [[f"{code}{village}{cell}", f"第{cell}号网格"] for cell in range(301, 311)]
    return rows


def _value(field) -> str:
    if field.column in _TOLD:
        return _TOLD[field.column]
    return "NULL" if field.null else _EMPTY[field.get_internal_type()]
