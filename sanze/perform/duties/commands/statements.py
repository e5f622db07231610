# ruff: noqa: S608 (put together from constants; every value is a parameter)
"""The statements by which the clock makes and takes back obligations. In {braces} what differs from duty to duty."""

from sanze.perform.duties.sealed import MADE, VOIDED, digest
from sanze.perform.duties.states import VoidReason

OPEN = "o.discharged_on IS NULL AND o.waived_on IS NULL AND o.voided_on IS NULL"
SPAN = "span(first, last, due, late, ordinal, asked)"
NO_SPAN = "SELECT NULL::date, NULL::date, NULL::date, NULL::date, NULL::smallint, NULL::text WHERE false"

# The sums are kept by township: nine digits of the division code.
TALLY = """
    INSERT INTO duties_tally (due_on, late_until, duty, clause, area_code, industry,
                              owed, gaps, done, done_late, made_up, waived, folded)
    SELECT due_on, late_until, coalesce(nullif(duty, ''), code), clause, left(area_code, 9), industry, {sums}, false
    FROM {rows} GROUP BY 1, 2, 3, 4, 5, 6"""
TALLY_MADE = TALLY.format(rows="made", sums="count(*), count(*) FILTER (WHERE holder_id IS NULL), 0, 0, 0, 0")
TALLY_VOIDED = TALLY.format(rows="voided", sums="-count(*), -count(*) FILTER (WHERE holder_id IS NULL), 0, 0, 0, 0")

# What is open, due on the day or later, and should not be, with the reason; no reason: it is as it should be.
FALLEN = f"""
    SELECT o.id, o.due_on,
        CASE WHEN wanted.pk IS NULL THEN '{VoidReason.GONE}'
             WHEN o.period_first >= %(planned)s
                  AND (span.due, span.late) IS DISTINCT FROM (o.due_on, o.late_until)
             THEN CASE o.key_period WHEN '' THEN '{VoidReason.RECAST}' ELSE '{VoidReason.LOWERED}' END
             WHEN (o.area_code, o.industry) <> (wanted.area_code, wanted.industry) THEN '{VoidReason.MOVED}'
             WHEN o.holder_id IS DISTINCT FROM wanted.holder_id AND (o.period_first >= %(planned)s
                  OR (wanted.holder_id IS NOT NULL AND (o.holder_id IS NULL OR held.closed_on <= %(day)s)))
             THEN '{VoidReason.MOVED}' END AS reason
    FROM duties_obligation o
    LEFT JOIN wanted ON wanted.label = o.subject
    LEFT JOIN span ON span.first = o.period_first AND span.ordinal = o.ordinal
    LEFT JOIN identity_post held ON held.id = o.holder_id
    WHERE o.duty = %(duty)s AND o.regime = %(regime)s AND o.run_id IS NOT NULL AND o.due_on >= %(day)s AND {OPEN}"""

# The day is said of both sides of the join, else everything that ever stayed open would be looked through.
TAKE_BACK = f"""
    WITH {{wanted}}, {SPAN} AS ({{spans}}), fallen AS ({FALLEN}),
    voided AS (
        UPDATE duties_obligation o SET voided_on = %(made_on)s, void_reason = fallen.reason, void_run_id = %(run)s
        FROM fallen WHERE fallen.reason IS NOT NULL AND o.id = fallen.id AND o.due_on = fallen.due_on
            AND o.due_on >= %(day)s AND {OPEN}
        RETURNING o.*),
    told AS ({TALLY_VOIDED})
    SELECT count(*), {digest(VOIDED)},
           jsonb_agg(jsonb_build_array(subject, jsonb_build_array(period_first, period_last, due_on, late_until),
                                       jsonb_build_array(ordinal, key_period)))
               FILTER (WHERE void_reason = '{VoidReason.MOVED}')::text
    FROM voided"""

# What each subject owes, for periods that are the same for all, and for those taken back from another post.
FIXED = """
    SELECT wanted.*, span.first, span.last, span.due, span.late, span.ordinal, span.asked FROM wanted CROSS JOIN span
    UNION ALL
    SELECT wanted.*, moved.first, moved.last, moved.due, moved.late, moved.ordinal, moved.asked FROM wanted
    JOIN unnest(%(moved_labels)s::text[], %(moved_firsts)s::date[], %(moved_lasts)s::date[], %(moved_dues)s::date[],
                %(moved_lates)s::date[], %(moved_ordinals)s::smallint[], %(moved_askeds)s::text[])
        moved(label, first, last, due, late, ordinal, asked) USING (label)"""

# When each subject last did the duty, and whether it owes it already.
DONE = f"""
    SELECT o.subject, max(coalesce(o.discharged_on, o.due_on)) FILTER (WHERE NOT ({OPEN})) AS last,
           bool_or({OPEN}) AS open
    FROM duties_obligation o
    WHERE o.duty = %(duty)s AND o.run_id IS NOT NULL AND o.voided_on IS NULL GROUP BY o.subject"""
DAYS_LAST_DONE = f"SELECT DISTINCT last FROM ({DONE}) done WHERE NOT open"

# What each subject owes, where its period begins when it was last done.
COUNTED = f"""
    UNION ALL
    SELECT wanted.*, turn.first, turn.last, turn.due, turn.late, 1::smallint, '' FROM wanted
    LEFT JOIN ({DONE}) done ON done.subject = wanted.label
    JOIN unnest(%(turn_afters)s::date[], %(turn_firsts)s::date[], %(turn_lasts)s::date[], %(turn_dues)s::date[],
                %(turn_lates)s::date[]) turn(after, first, last, due, late)
      ON turn.after IS NOT DISTINCT FROM done.last
    WHERE done.open IS NOT TRUE"""

# That a subject does not owe it yet.
MISSING = """NOT EXISTS (
    SELECT FROM duties_obligation o
    WHERE o.duty = %(duty)s AND o.subject = fresh.label AND o.due_on >= %(earliest)s AND o.due_on >= fresh.first
      AND (%(once)s OR o.period_first = fresh.first) AND o.ordinal = fresh.ordinal
      AND o.run_id IS NOT NULL AND o.voided_on IS NULL)"""

MAKE = f"""
    WITH {{wanted}}, {SPAN} AS ({{spans}}), fresh AS ({FIXED} {{counted}}),
    made AS (
        INSERT INTO duties_obligation (duty, code, clause, regime, title, holder_id, subject, subject_name, party_id,
            owing_party_id, area_code, industry, period_first, period_last, due_on, late_until, made_on, run_id,
            ordinal, key_period)
        SELECT %(duty)s, '', %(clause)s, %(regime)s, %(title)s, holder_id, label, name, party_id,
            owing_party_id, area_code, industry, first, last, due, late, %(made_on)s, %(run)s,
            ordinal, asked
        FROM fresh WHERE {MISSING}
        ORDER BY first, abs(ordinal), pk
        ON CONFLICT (due_on, duty, subject, period_first, ordinal) WHERE run_id IS NOT NULL AND voided_on IS NULL
            DO NOTHING
        RETURNING *),
    told AS ({TALLY_MADE})
    SELECT count(*), count(*) FILTER (WHERE holder_id IS NULL), {digest(MADE)} FROM made"""

# Whether a run would change anything.
PENDING = f"""
    WITH {{wanted}}, {SPAN} AS ({{spans}}), fallen AS ({FALLEN}), fresh AS ({FIXED} {{counted}})
    SELECT EXISTS (SELECT FROM fallen WHERE reason IS NOT NULL) OR EXISTS (SELECT FROM fresh WHERE {MISSING})"""

# What was made under a regime that turned out not to be in force when its time came, or for a day that was moved.
# The other regimes are named, since what they left open is found by an index and what is of this one is not.
OF_OTHERS = """o.regime = ANY(%(others)s::text[]) AND o.period_first BETWEEN %(begin)s AND %(last)s
    AND o.due_on >= %(begin)s"""
OF_OTHER_DAYS = """o.due_on >= %(day)s AND (o.duty, o.regime, o.due_on)
    IN (SELECT * FROM unnest(%(duties)s::text[], %(regimes)s::text[], %(days)s::date[]))"""
OUTDATED = f"o.run_id IS NOT NULL AND {OPEN} AND (({OF_OTHERS}) OR ({OF_OTHER_DAYS}))"
IS_OUTDATED = " OR ".join(
    f"EXISTS (SELECT FROM duties_obligation o WHERE o.run_id IS NOT NULL AND {OPEN} AND {each})"
    for each in (OF_OTHERS, OF_OTHER_DAYS)
).join(("SELECT ", ""))

SUPERSEDE = f"""
    WITH voided AS (
        UPDATE duties_obligation o
        SET voided_on = %(made_on)s, void_reason = '{VoidReason.SUPERSEDED}', void_run_id = %(run)s
        WHERE {OUTDATED} RETURNING o.*),
    told AS ({TALLY_VOIDED})
    SELECT count(*), {digest(VOIDED)} FROM voided"""
