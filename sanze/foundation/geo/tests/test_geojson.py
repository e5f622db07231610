"""Reading GeoJSON: each fault of writing is a sentence with a name and a place, never a traceback."""

import json
import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sanze.foundation.geo import geojson
from sanze.foundation.geo.boundaries import Boundary, ProblemKind
from sanze.foundation.geo.geojson import collection, parse

SQUARE = [[111.0, 37.0], [111.01, 37.0], [111.01, 37.01], [111.0, 37.01], [111.0, 37.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def features(*those):
    return {"type": "FeatureCollection", "features": list(those)}


def only_problem(reading):
    (problem,) = reading.problems
    assert problem.sentence.endswith("。")
    assert not reading.usable
    return problem


def test_polygons_and_multipolygons_are_read_with_their_names_and_codes():
    hole = [[111.004, 37.004], [111.006, 37.004], [111.006, 37.006], [111.004, 37.004]]
    far = [[[lon + 1, lat] for lon, lat in SQUARE]]
    source = features(
        feature(polygon(SQUARE, hole), 名称="甲村", 编码="140581101201"),
        feature({"type": "MultiPolygon", "coordinates": [[SQUARE], far]}, name="乙村", code=140581101202),
    )

    reading = parse(json.dumps(source))

    assert reading.usable
    assert reading.problems == []
    assert [(of.name, of.code) for of in reading.boundaries] == [("甲村", "140581101201"), ("乙村", "140581101202")]
    assert len(reading.boundaries[0].geometry.interiors) == 1
    assert reading.boundaries[1].geometry.bounds == (111.0, 37.0, 112.01, 37.01)


@pytest.mark.parametrize(
    "source",
    [
        feature(polygon(SQUARE)),
        polygon(SQUARE),
        json.dumps(polygon(SQUARE)),
        "\ufeff" + json.dumps(polygon(SQUARE)),
        json.dumps(polygon(SQUARE)).encode("utf-8-sig"),
    ],
)
def test_a_feature_or_a_bare_shape_is_read_and_numbered(source):
    (boundary,) = parse(source).boundaries

    assert (boundary.name, boundary.code) == ("第1个界线", "")
    assert boundary.geometry.equals(shapely.box(111.0, 37.0, 111.01, 37.01))


def test_a_file_of_an_old_chinese_encoding_is_read():
    text = json.dumps(feature(polygon(SQUARE), name="孝河村"), ensure_ascii=False)

    assert parse(text.encode("gb18030")).boundaries[0].name == "孝河村"


def test_the_code_may_stand_as_the_feature_s_id():
    assert parse({**feature(polygon(SQUARE)), "id": 140581101201}).boundaries[0].code == "140581101201"


def test_what_is_written_is_read_again():
    boundaries = [
        Boundary("甲", "1", shapely.box(111.0, 37.0, 111.01, 37.01)),
        Boundary(
            "乙", "2", shapely.MultiPolygon([shapely.box(*at, at[0] + 0.01, 38) for at in ((112, 37), (113, 37))])
        ),
    ]

    assert parse(json.dumps(collection(boundaries))).boundaries == boundaries


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "第1行第1个字符"),
        ('{"type": "Polygon",\n "coordinates": [[[111, 37}', "第2行"),
        ("[" * 200_000, "嵌套过深"),
        ('{"a":' * 200_000, "嵌套过深"),
        (b"\x81\x20\xff\xfe", "无法识别的文字"),
        ('{"type": "Polygon", "coordinates": [[[' + "9" * 5000 + ", 37]]]}", "过长的数字"),
        (b"PK\x03\x04" + bytes(100), "不是有效的 JSON"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place_in_the_text(source, words):
    problem = only_problem(parse(source))

    assert problem.kind == ProblemKind.NOT_JSON
    assert words in problem.sentence


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("[1, 2]", ProblemKind.WRONG_TYPE, "不是 GeoJSON 对象"),
        ("null", ProblemKind.WRONG_TYPE, "不是 GeoJSON 对象"),
        ("{}", ProblemKind.WRONG_TYPE, "类型是未知"),
        ({"type": "Topology"}, ProblemKind.WRONG_TYPE, "“Topology”"),
        ({"type": ["Polygon"]}, ProblemKind.WRONG_TYPE, "类型是未知"),
        ({"type": "LineString", "coordinates": SQUARE}, ProblemKind.WRONG_TYPE, "类型是线"),
        ({"type": "FeatureCollection"}, ProblemKind.WRONG_TYPE, "没有 features"),
        (features(), ProblemKind.EMPTY, "没有任何界线"),
        (features(None), ProblemKind.WRONG_TYPE, "“第1个界线”没有图形"),
        (features(feature(None, name="甲")), ProblemKind.WRONG_TYPE, "“甲”没有图形"),
        (feature({"type": "Point", "coordinates": [111, 37]}, name="甲"), ProblemKind.WRONG_TYPE, "“甲”的图形是点"),
        (
            feature({"type": "GeometryCollection", "geometries": [polygon(SQUARE)]}, name="甲"),
            ProblemKind.WRONG_TYPE,
            "“甲”的图形是几何集合，界线应为面",
        ),
        (polygon(), ProblemKind.BAD_COORDINATE, "没有坐标"),
        ({"type": "Polygon"}, ProblemKind.BAD_COORDINATE, "没有坐标"),
        ({"type": "MultiPolygon", "coordinates": {}}, ProblemKind.BAD_COORDINATE, "没有坐标"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, ProblemKind.BAD_COORDINATE, "没有坐标"),
        ({"type": "Polygon", "coordinates": [7]}, ProblemKind.BAD_COORDINATE, "层次不对"),
        ({"type": "Polygon", "coordinates": SQUARE}, ProblemKind.BAD_COORDINATE, "层次不对"),
        ({"type": "Polygon", "coordinates": [[SQUARE]]}, ProblemKind.BAD_COORDINATE, "层次不对|不是有限"),
        (polygon([["111.0", "37.0"]]), ProblemKind.BAD_COORDINATE, "“111.0”是文字，应为不加引号的数字"),
        (polygon([[True, 37.0]]), ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        (polygon([[None, 37.0]]), ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        (polygon([[math.nan, 37.0]]), ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        (polygon([[10**400, 37.0]]), ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        ('{"type":"Polygon","coordinates":[[[NaN,37]]]}', ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        ('{"type":"Polygon","coordinates":[[[-Infinity,37]]]}', ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        ('{"type":"Polygon","coordinates":[[[1e999,37]]]}', ProblemKind.BAD_COORDINATE, "不是有限的数字"),
        (polygon([]), ProblemKind.TOO_FEW_POINTS, "不足3个不同的点"),
        (polygon(SQUARE[:2]), ProblemKind.TOO_FEW_POINTS, "不足3个不同的点"),
        (polygon([SQUARE[0]] * 5), ProblemKind.TOO_FEW_POINTS, "不足3个不同的点"),
    ],
)
def test_each_fault_of_writing_is_one_sentence(source, kind, words):
    problem = only_problem(parse(source))

    assert problem.kind == kind
    assert any(word in problem.sentence for word in words.split("|"))


def test_latitude_first_is_seen_and_exchanging_is_proposed():
    source = feature(polygon([[lat, lon] for lon, lat in SQUARE]), name="甲村")

    problem = only_problem(parse(source))

    assert (problem.kind, problem.place, problem.names) == (ProblemKind.SWAPPED, (111.0, 37.0), ("甲村",))
    assert "[111, 37]" in problem.sentence
    assert "交换经纬度" in problem.sentence
    (boundary,) = parse(source, swap=True).boundaries
    assert boundary.geometry.bounds == (111.0, 37.0, 111.01, 37.01)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ([37.005, 111.005], "经纬度写反"),
        ([2.35, 48.85], "请核对坐标"),
        ([0, 0], "请核对坐标"),
        ([500123.4, 4100234.5], "投影坐标"),
    ],
)
def test_a_place_outside_china_is_named_with_its_likely_cause(place, words):
    problem = only_problem(parse(feature(polygon([*SQUARE[:4], place, SQUARE[0]]), name="甲村")))

    assert (problem.kind, problem.names) == (ProblemKind.OUTSIDE_CHINA, ("甲村",))
    assert words in problem.sentence
    assert problem.place == (tuple(place) if abs(place[0]) <= 180 and abs(place[1]) <= 90 else None)


def test_an_unclosed_ring_is_reported_at_its_end_and_closed():
    reading = parse(feature(polygon(SQUARE[:4]), name="甲村"))

    problem = only_problem(reading)
    assert (problem.kind, problem.place) == (ProblemKind.UNCLOSED, (111.0, 37.01))
    assert "东经111.00000°、北纬37.00000°" in problem.sentence
    assert reading.boundaries[0].geometry.equals(shapely.box(111.0, 37.0, 111.01, 37.01))


def test_heights_are_dropped_and_told_but_do_not_refuse_the_file():
    reading = parse(features(feature(polygon([[*at, 812.5] for at in SQUARE]), name="甲"), feature(polygon(SQUARE))))

    assert reading.usable
    assert [(problem.kind, problem.names) for problem in reading.problems] == [(ProblemKind.HEIGHT, ("甲",))]
    assert not reading.boundaries[0].geometry.has_z


def test_a_faulty_area_does_not_hide_the_sound_ones():
    reading = parse(features(feature(polygon([]), name="甲"), feature(polygon(SQUARE), name="乙")))

    assert [of.name for of in reading.boundaries] == ["乙"]
    assert [problem.names for problem in reading.problems] == [("甲",)]


def test_names_are_one_clean_line_of_bearable_length():
    (boundary,) = parse(feature(polygon(SQUARE), name=" 甲\n村\u202e\ud800" + "长" * 500, code={"a": 1})).boundaries

    assert boundary.name == "甲村" + "长" * 58
    assert boundary.code == ""


def test_files_beyond_the_limits_are_refused(monkeypatch):
    monkeypatch.setattr(geojson, "MAX_BYTES", 1000)
    monkeypatch.setattr(geojson, "MAX_FEATURES", 3)
    monkeypatch.setattr(geojson, "MAX_POINTS", 50)
    many_points = features(feature(polygon(SQUARE * 5), name="甲"), feature(polygon(SQUARE * 9), name="乙"))

    assert "超过0 MB" in only_problem(parse(" " * 1001)).sentence
    assert "超过3个" in only_problem(parse(features(*[feature(polygon(SQUARE))] * 4))).sentence
    assert "点超过50个" in only_problem(parse(many_points)).sentence


def test_a_thousand_faults_end_in_a_summary():
    reading = parse(features(*[feature(None)] * 1000))

    assert len(reading.problems) == geojson.MAX_PROBLEMS + 2
    assert reading.problems[-1].kind == ProblemKind.TOO_MANY


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection", "GeometryCollection"]),
        st.just(SQUARE),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["type", "geometry", "geometries", "coordinates", "features", "properties", "id", "name"]),
            inner,
        ),
        inner.map(lambda coordinates: {"type": "Polygon", "coordinates": coordinates}),
        inner.map(lambda coordinates: {"type": "MultiPolygon", "coordinates": coordinates}),
        inner.map(lambda geometry: {"type": "Feature", "geometry": geometry, "properties": geometry}),
        st.lists(inner, max_size=3).map(lambda inside: {"type": "FeatureCollection", "features": inside}),
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.one_of(JSON, JSON.map(json.dumps), st.text(), st.binary()))
def test_whatever_is_sent_gives_boundaries_or_sentences(source):
    reading = parse(source)

    assert reading.boundaries or reading.problems
    assert all(problem.sentence.endswith("。") for problem in reading.problems)
    assert all(math.isfinite(of.geometry.area) for of in reading.boundaries)
