"""The digests by which a run seals the rows that it made by sets, and by which anybody can check them afterwards."""

# Everything of a row that never changes once it is made. What no key period asked for is sealed without its ordinal.
MADE = """(jsonb_build_array(id, duty, code, clause, regime, title, holder_id, subject, subject_name, party_id,
    owing_party_id, area_code, industry, period_first, period_last, due_on, late_until, made_on)
    || CASE key_period WHEN '' THEN '[]'::jsonb ELSE jsonb_build_array(ordinal, key_period) END)::text"""
MISSED = "jsonb_build_array(id, duty, subject, holder_id, due_on)::text"
VOIDED = "jsonb_build_array(id, voided_on, void_reason)::text"


def digest(row: str) -> str:
    """SQL: the SHA-256 over the rows' own SHA-256, in the order of their ids; of no row that of nothing."""
    each = f"sha256(convert_to({row}, 'UTF8'))"
    return f"encode(sha256(coalesce(string_agg({each}, ''::bytea ORDER BY id), ''::bytea)), 'hex')"
