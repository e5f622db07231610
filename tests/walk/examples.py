"""A plausible body for an operation, read off its schema in the OpenAPI document."""

from sanze.foundation.moment import today

WORDS = {"date": lambda: str(today()), "date-time": lambda: f"{today()}T08:30:00+08:00", "time": lambda: "08:30:00",
         "uuid": lambda: "1b4e28ba-2fa1-4d2b-883f-0016d3cca427"}  # fmt: skip


def example(schema: dict, document: dict):
    """The least value that fits the schema."""
    if "$ref" in schema:
        return example(_resolved(schema["$ref"], document), document)
    for name in ("enum", "anyOf", "oneOf", "allOf"):
        if name in schema:
            return schema[name][0] if name == "enum" else example(schema[name][0], document)
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type", "string")
    if kind == "object":
        required = schema.get("required", [])
        return {name: example(schema["properties"][name], document) for name in required}
    if kind == "array":
        return []
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    if kind == "boolean":
        return True
    return WORDS.get(schema.get("format"), lambda: "现场核实")() if kind == "string" else None


def _resolved(reference: str, document: dict) -> dict:
    found = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def references(value) -> list[str]:
    """Every reference inside the document."""
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [each for inner in value.values() for each in references(inner)]
    return [each for inner in value for each in references(inner)] if isinstance(value, list) else []


def resolves(reference: str, document: dict) -> bool:
    try:
        _resolved(reference, document)
    except (KeyError, TypeError):
        return False
    return True
