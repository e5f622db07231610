"""Pages of jurisdictions and the map: who sees what by which route, and an import from upload to writing."""

import gzip
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanze.foundation.evidence import storage
from sanze.foundation.pages.slots import LAYERS
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.tests import factories as make
from sanze.know.jurisdictions.tests.factories import BEGIN, COUNTY, EAST, EAST_VILLAGE, WEST, WEST_VILLAGE, area
from tests import cast

CELL = EAST_VILLAGE + "001"
BOTH = make.collection(
    make.feature(make.square(4, 0, 2, 2), "东镇密网格"), make.feature(make.square(6, 0, 2, 2), "乙网格")
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    """The cast's city, drawn, with one cell in the east."""
    built = cast.city()
    make.draw_county()
    make.add_cell(CELL, "东镇密网格", make.square(4, 0, 2, 2))
    return built


@pytest.fixture
def client_of(city):
    """A client signed in as one of the cast."""

    def signed_in(role) -> Client:
        client = Client()
        cast.sign_in(client, role)
        return client

    return signed_in


def body(response) -> str:
    content = response.content
    return (gzip.decompress(content) if response.get("Content-Encoding") == "gzip" else content).decode()


def names(response) -> list[str]:
    return [each["properties"]["name"] for each in json.loads(body(response))["features"]]


def incoming() -> set[str]:
    """The files that lie taken in and not yet kept."""
    return {each.name for each in storage.incoming("0" * 32).parent.glob("*")}


def upload(client, pk: int, text: str, **more):
    file = SimpleUploadedFile("网格.geojson", text.encode())
    return client.post(reverse("areas.import", args=[pk]), {"kind": "cells", "file": file, **more})


def routes_of(record: Area) -> list[str]:
    own = ["area", "areas.check", "areas.check-map", "areas.import"]
    acts = ["jurisdictions.draw", "jurisdictions.add", "jurisdictions.rename", "jurisdictions.merge"]
    return [reverse(name, args=[record.pk]) for name in own + acts]


def test_west_does_not_see_easts_cell_by_any_route(city, client_of):
    west = client_of(city.west)
    point = dict(zip(("lon", "lat"), make.place(5, 1), strict=True))

    assert west.get(reverse("area", args=[area(CELL).pk])).status_code == 404
    assert {west.get(url).status_code for url in routes_of(area(CELL))} <= {403, 404}
    for url in (reverse("areas"), f"{reverse('areas')}?q=密网格", f"{reverse('areas')}?area={EAST}"):
        assert "东镇密网格" not in west.get(url).content.decode()
    assert west.get(reverse("areas.at"), point).json()["area"] is None
    for level in Level.values:
        for under in ("", EAST, CELL):
            shown = body(west.get(reverse("boundaries"), {"level": level, "under": under}))
            assert "东镇" not in shown
            assert EAST not in shown
    assert "东镇密网格" not in west.get(reverse("citymap")).content.decode()


def test_east_sees_its_cell_by_every_route(city, client_of):
    east = client_of(city.chief)
    point = dict(zip(("lon", "lat"), make.place(5, 1), strict=True))

    assert "东镇密网格" in east.get(reverse("area", args=[area(CELL).pk])).content.decode()
    assert "东镇密网格" in east.get(f"{reverse('areas')}?level=cell").content.decode()
    assert east.get(reverse("areas.at"), point).json()["area"]["code"] == CELL
    assert names(east.get(reverse("boundaries"), {"level": "cell"})) == ["东镇密网格"]


def test_a_party_sees_the_outline_of_its_township_and_no_page_of_it(city, client_of):
    manager = client_of(city.manager)

    shown = json.loads(body(manager.get(reverse("boundaries"), {"level": "township"})))["features"]

    assert [each["properties"]["name"] for each in shown] == ["东镇"]
    assert "url" not in shown[0]["properties"]
    assert names(manager.get(reverse("boundaries"), {"level": "cell"})) == []
    assert names(client_of(city.west_manager).get(reverse("boundaries"), {"level": "township"})) == ["西镇"]
    assert {manager.get(url).status_code for url in routes_of(area(EAST))} <= {403, 404}


def test_a_stranger_sees_nothing(city):
    stranger = Client()
    plain = [reverse(name) for name in ("areas", "boundaries", "areas.at", "citymap")]

    assert {stranger.get(url).status_code for url in plain + routes_of(area(EAST))} == {302}


def test_boundaries_are_not_sent_again_until_something_changes(city, client_of):
    client = client_of(city.committee)
    url = f"{reverse('boundaries')}?level=cell"
    first = client.get(url, headers={"Accept-Encoding": "gzip"})
    known = {"If-None-Match": first["ETag"]}
    assert (first["Content-Encoding"], first["Cache-Control"]) == ("gzip", "private, no-cache")
    assert client.get(url, headers=known).status_code == 304
    assert client_of(city.west).get(url, headers=known).status_code == 200

    make.draw(CELL, make.square(4, 0, 1, 1))

    again = client.get(url, headers=known)
    assert again.status_code == 200
    assert json.loads(body(again))["features"][0]["geometry"] == make.square(4, 0, 1, 1)


def test_the_boundaries_answer_with_few_queries(city, client_of, django_assert_max_num_queries):
    client = client_of(city.committee)
    url = f"{reverse('boundaries')}?level=cell"
    client.get(url)

    with django_assert_max_num_queries(10):
        client.get(url)


def test_the_register_of_areas_is_filtered_counted_and_does_not_query_each_row(
    city, client_of, django_assert_max_num_queries
):
    client = client_of(city.committee)
    client.get(reverse("areas"))

    with django_assert_max_num_queries(25):
        page = client.get(reverse("areas")).content.decode()

    for name in ("云河市", "东镇", "西镇", "柳林村", "东镇密网格"):
        assert name in page
    undrawn = client.get(f"{reverse('areas')}?drawn=0").content.decode()
    assert f"{WEST}202" in undrawn
    assert CELL not in undrawn


def test_an_area_shows_its_parts_its_past_and_what_may_be_done(city, client_of):
    commands.rename(INSTALLER, area(EAST_VILLAGE), name="石桥头村", paper="云政函〔2026〕12号", on=BEGIN)

    page = client_of(city.committee).get(reverse("area", args=[area(EAST_VILLAGE).pk])).content.decode()

    for word in ("石桥头村", "原为 桥头村", "生效日期：2026-01-01", "东镇密网格", "划定边界", "导入边界", "辖区撤并"):
        assert word in page
    own = client_of(city.village).get(reverse("area", args=[area(EAST_VILLAGE).pk])).content.decode()
    assert "划定边界</a>" not in own
    assert reverse("area", args=[area(COUNTY).pk]) not in own


def test_a_merger_names_the_posts_in_the_way_on_its_page_and_says_no(city, client_of):
    client = client_of(city.committee)
    url = reverse("jurisdictions.merge", args=[area(EAST_VILLAGE).pk])
    assert "东山村网格员" in client.get(url).content.decode()

    answer = client.post(url, {"into_code": WEST_VILLAGE, "paper": "撤并通知", "on": "2026-01-01"})

    assert answer.status_code == 409
    assert "未撤销的岗位" in answer.content.decode()
    assert area(EAST_VILLAGE).closed_on is None


def test_a_boundary_is_drawn_on_its_page_above_its_neighbours(city, client_of):
    client = client_of(city.committee)
    record = area(EAST_VILLAGE)
    url = reverse("jurisdictions.draw", args=[record.pk])
    page = client.get(url).content.decode()
    assert f"level=village\\u0026under={EAST}\\u0026but={EAST_VILLAGE}" in page

    bad = client.post(url, {"boundary": json.dumps(make.square(0, 0, 5, 2))})
    assert bad.status_code == 409
    assert "超出“东镇”" in bad.content.decode()

    assert client.post(url, {"boundary": json.dumps(make.square(4, 0, 4, 3))}).status_code == 302
    assert area(EAST_VILLAGE).boundary == make.square(4, 0, 4, 3)


def test_an_import_shows_every_fault_before_it_writes_all_or_nothing(city, client_of):
    client = client_of(city.committee)
    village, lying = area(EAST_VILLAGE), incoming()
    crossing = make.collection(
        make.feature(make.square(4, 0, 3, 2), "甲网格"), make.feature(make.square(6, 0, 2, 2), "乙网格")
    )
    sent = upload(client, village.pk, crossing)
    shown = client.get(sent.url).content.decode()
    assert "“甲网格”与“乙网格”重叠" in shown
    assert "导入全部" not in shown
    places = client.get(f"{sent.url}?layer=faults").json()["features"]
    assert {each["properties"]["name"] for each in places} == {"重叠"}
    assert client.post(sent.url).status_code == 409

    sent = upload(client, village.pk, BOTH)
    assert "导入全部 2 个" in client.get(sent.url).content.decode()
    assert names(client.get(f"{sent.url}?layer=shapes")) == ["东镇密网格", "乙网格"]
    assert client.post(sent.url).url == village.get_absolute_url()

    assert list(Area.objects.filter(parent=village).values_list("name", flat=True)) == ["东镇密网格", "乙网格"]
    assert len(incoming() - lying) <= 1


def test_gaps_are_left_only_where_the_person_accepts_them(city, client_of):
    client = client_of(city.committee)
    sent = upload(client, area(EAST_VILLAGE).pk, make.collection(make.feature(make.square(6, 0, 2, 1), "乙网格")))
    assert "接受 1 处空隙" in client.get(sent.url).content.decode()
    assert client.post(sent.url).status_code == 409

    assert client.post(sent.url, {"accept_gaps": "on"}).status_code == 302
    assert Area.objects.filter(name="乙网格").count() == 1


def test_an_uploaded_file_waits_for_its_own_post_and_area_alone(city, client_of):
    sent = upload(client_of(city.committee), area(EAST_VILLAGE).pk, BOTH)
    ticket = sent.url.rstrip("/").rsplit("/", 1)[1]
    client = client_of(city.committee)

    assert client_of(city.chief).get(sent.url).status_code in (403, 404)
    assert client.get(reverse("areas.import-check", args=[area(WEST).pk, ticket])).status_code == 404
    assert client.get(reverse("areas.import-check", args=[area(EAST_VILLAGE).pk, ticket + "x"])).status_code == 404


@pytest.mark.parametrize("text", ["", "不是 JSON", '{"type":"FeatureCollection","features":[]}', "\x00" * 50])
def test_a_broken_upload_gets_a_sentence_and_no_way_to_write(city, client_of, text):
    client = client_of(city.committee)

    sent = upload(client, area(EAST_VILLAGE).pk, text)

    page = client.get(sent.url) if sent.status_code == 302 else sent
    assert "导入全部" not in page.content.decode()
    assert Area.objects.filter(level=Level.CELL).count() == 1


def test_the_check_of_a_township_tells_gaps_and_overlaps_with_their_places(city, client_of):
    client = client_of(city.committee)
    page = client.get(reverse("areas.check", args=[area(EAST).pk])).content.decode()

    assert "“东镇”内有空隙" in page
    assert "“桥头村”内有空隙" in page
    places = client.get(reverse("areas.check-map", args=[area(EAST).pk])).json()["features"]
    assert [each["properties"]["name"] for each in places] == ["空隙", "空隙"]


def test_a_place_without_numbers_gets_a_sentence(city, client_of):
    client = client_of(city.committee)

    for asked in ({}, {"lon": "东", "lat": "1"}, {"lon": "nan", "lat": "inf"}):
        answer = client.get(reverse("areas.at"), asked)
        assert answer.status_code == 422
        assert "经度" in answer.json()["message"]


def test_every_layer_of_the_map_answers_everybody_of_the_city(city, client_of):
    for role in (city.committee, city.chief, city.village, city.manager, city.expert):
        client = client_of(role)
        assert client.get(reverse("citymap")).status_code == 200
        for layer in LAYERS:
            answer = client.get(f"{reverse(layer.url_name)}?{layer.query}")
            assert json.loads(body(answer))["type"] == "FeatureCollection"
