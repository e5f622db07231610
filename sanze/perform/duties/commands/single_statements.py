# ruff: noqa: S608 (put together from constants; every value is a parameter)
"""The statements by which acts make and end single obligations: one for any number of them, with their sums."""

from sanze.perform.duties.commands.statements import OPEN, TALLY, TALLY_MADE, TALLY_VOIDED
from sanze.perform.duties.models import Obligation

# Everything but the key, which the table gives, and the party whose post owes it, which is the post's.
GIVEN = [each.column for each in Obligation._meta.concrete_fields if each.column not in ("id", "owing_party_id")]

# By how it was done: in time, late within the grace, or after it counted as missed.
TIMELINESS = """
    count(*) FILTER (WHERE NOT past), count(*) FILTER (WHERE past AND discharged_on <= late_until),
    count(*) FILTER (WHERE past AND discharged_on > late_until)"""
TALLY_DONE = TALLY.format(rows="ended", sums=f"0, 0, {TIMELINESS}, 0")
PAST = "CASE WHEN o.due_at IS NULL THEN %(day)s > o.due_on ELSE %(at)s > o.due_at END AS past"

# What is open and was owed by an act about these records. No code, no occasion: whatever it is.
ABOUT = f"""
    o.subject = ANY(%(labels)s) AND o.run_id IS NULL AND {OPEN}
    AND (%(code)s = '' OR o.code = %(code)s) AND (%(occasion)s = '' OR o.occasion = %(occasion)s)"""

# Rows that are owed already are left out, which the caller sees by their number.
OWE = f"""
    WITH fresh AS (SELECT * FROM jsonb_populate_recordset(NULL::duties_obligation, %(rows)s::jsonb)),
    made AS (
        INSERT INTO duties_obligation ({", ".join(GIVEN)}, owing_party_id)
        SELECT {", ".join(f"fresh.{name}" for name in GIVEN)},
               (SELECT party_id FROM identity_post WHERE id = fresh.holder_id)
        FROM fresh WHERE NOT EXISTS (
            SELECT FROM duties_obligation o WHERE o.subject = fresh.subject AND o.code = fresh.code
            AND o.occasion = fresh.occasion AND o.run_id IS NULL AND {OPEN})
        RETURNING *),
    told AS ({TALLY_MADE})
    SELECT subject, id, owing_party_id FROM made"""

DISCHARGE = f"""
    WITH ended AS (
        UPDATE duties_obligation o SET discharged_on = %(day)s, discharged_at = %(at)s, discharged_by = %(who)s,
            discharge = o.subject
        WHERE {ABOUT} RETURNING o.*, {PAST}),
    told AS ({TALLY_DONE})
    SELECT id, subject FROM ended"""

SETTLE = f"""
    WITH voided AS (
        UPDATE duties_obligation o SET voided_on = %(day)s, void_reason = %(reason)s WHERE {ABOUT} RETURNING o.*),
    told AS ({TALLY_VOIDED})
    SELECT id, subject FROM voided"""
