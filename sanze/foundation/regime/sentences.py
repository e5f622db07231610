"""What pydantic found wrong, as a sentence for the person who wrote the package."""

EXPECTED = {
    "string_type": "应为文字；纯数字、日期样的文字请加引号",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "date_type": "应为日期，如 2026-04-30",
    "date_parsing": "应为日期，如 2026-04-30",
    "date_from_datetime_parsing": "应为日期，如 2026-04-30",
    "date_from_datetime_inexact": "应为日期，不带时刻",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为“名称: 内容”的对照表",
    "model_type": "应为“名称: 内容”的对照表",
    "model_attributes_type": "应为“名称: 内容”的对照表",
    "invalid_key": "名称应为文字；on、off、yes、no 和数字作名称时请加引号",
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请核对拼写",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "string_too_short": "太短，至少 {min_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected} 之一",
    "enum": "只能是 {expected} 之一",
}


def sentence_of(error: dict) -> str:
    """One fault out of `ValidationError.errors()`, without its place."""
    kind, given = error["type"], error.get("input")
    if kind == "value_error":
        return str(error["ctx"]["error"])
    form = EXPECTED.get(kind)
    if form is None:
        return f"不合要求：{error['msg']}"
    said = form.format(**{name: _plain(value) for name, value in error.get("ctx", {}).items()})
    if kind in ("missing", "extra_forbidden", "invalid_key") or not isinstance(given, str | int | float):
        return said
    return f"“{given}”{said}"


def _plain(value: object) -> str:
    return str(value).replace("'", "").replace(" or ", "、").replace(", ", "、")
