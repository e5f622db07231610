"""The shape of a package as JSON Schema, so that editors complete and check while an office writes."""

from typing import Any

from sanze.foundation.regime.schema import Regime

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def editor_schema() -> dict[str, Any]:
    """The JSON Schema of every file of a package.

    No part is required at the root, since a folder's files each hold some of the parts; conditions may be
    written short, as people write them.
    """
    described = Regime.model_json_schema()
    described.pop("required")
    where = described["$defs"]["Selection"]["properties"]["where"]
    spelt_out = {name: where.pop(name) for name in ("items", "type")}
    value = {"type": ["boolean", "integer", "number", "string"]}
    values = {"type": "array", "items": value}
    operators = described["$defs"]["Condition"]["properties"]["op"]["enum"]
    tests = {
        "type": "object",
        "additionalProperties": False,
        "properties": {each: {"anyOf": [value, values]} for each in operators},
    }
    short = {"type": "object", "additionalProperties": {"anyOf": [value, values, tests]}}
    where["anyOf"] = [short, spelt_out]
    return {"$schema": DRAFT, **described, "title": "制度包"}
