"""The library's pages, as its readers and its keepers see them."""

import io
from datetime import timedelta

import openpyxl
import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import today
from sanze.know.standards import commands, queries
from sanze.know.standards.models import OwnItem, SetAside
from tests.cast import COUNTY, EAST, WEST

ITEM = {
    "area_code": COUNTY,
    "industry": "coal",
    "text": "冬季副井口防冻设施没有投用",
    "category": "物",
    "severity": "general",
    "limit_days": "3",
    "measure": "投用热风炉",
    "basis": "《云河市煤矿冬季“三防”规定》第六条",
    "valid_from": "2026-01-01",
}


@pytest.fixture
def sign_in(client, city):
    def enter(role):
        client.force_login(getattr(city, role).person)
        return client

    return enter


def own_item(actor, **more):
    told = {**ITEM, "limit_days": 3, "valid_from": today(), **more}
    return commands.add_item(actor, None, **told)


def text_of(response) -> str:
    return response.content.decode()


def test_a_stranger_is_sent_to_the_sign_in_page(client, city):
    for path in ("/standards/", "/standards/items/CM-01/", "/standards/own/items/", "/standards/own/add_item/"):
        assert client.get(path).status_code == 302


def test_every_shelf_shows_its_counts_and_pages(sign_in):
    page = text_of(sign_in("officer").get("/standards/"))

    in_force = [each for each in queries.library_items(today()) if each.in_force(today())]
    assert f"共 <b>{len(in_force)}</b> 条" in page
    assert "/standards/items/CM-01/" in page
    assert "page=2" in page


def test_words_industry_and_severity_narrow_the_items(sign_in):
    page = text_of(sign_in("officer").get("/standards/", {"q": "安全阀 根部阀", "severity": "major"}))

    assert "/standards/items/HC-09/" in page
    assert "/standards/items/CM-01/" not in page
    assert "/standards/items/HC-09/" not in text_of(
        sign_in("officer").get("/standards/", {"q": "安全阀 根部阀", "industry": "coal"})
    )


def test_a_value_that_fits_no_filter_leaves_nothing(sign_in):
    assert "没有符合条件的内容" in text_of(sign_in("officer").get("/standards/", {"severity": "huge"}))


def test_htmx_gets_the_table_alone(sign_in):
    page = text_of(sign_in("officer").get("/standards/criteria/", headers={"HX-Request": "true"}))

    assert "<html" not in page
    assert 'class="ledger"' in page


def test_what_is_to_be_verified_says_so(sign_in):
    page = text_of(sign_in("officer").get("/standards/instruments/", {"mark": "doubt"}))

    assert "GB 5083" in page
    assert "待核实" in page
    assert "中华人民共和国安全生产法" not in page


def test_old_criteria_are_found_only_when_asked_for(sign_in):
    client = sign_in("officer")

    assert "/standards/criteria/coal-17/" not in text_of(client.get("/standards/criteria/", {"q": "coal-17"}))
    page = text_of(client.get("/standards/criteria/", {"q": "coal-17", "force": "past"}))
    assert "/standards/criteria/coal-17/" in page
    assert "已失效" in page


def test_an_item_shows_bases_criteria_and_liability(sign_in):
    page = text_of(sign_in("officer").get("/standards/items/TR-01/"))

    assert "第三条第（一）项" in page
    assert "法律责任" in page
    assert "/standards/criteria/trade-01/" in page
    assert "本地停用" not in page


def test_a_criterion_and_an_instrument_lead_to_what_rests_on_them(sign_in):
    client = sign_in("officer")

    assert "/standards/items/HC-09/" in text_of(client.get("/standards/criteria/hazchem-15/"))
    page = text_of(client.get("/standards/instruments/trade-criteria-2023/"))
    assert "/standards/items/TR-01/" in page
    assert "/standards/criteria/trade-34/" in page


@pytest.mark.parametrize("path", ["items/CM-99/", "items/本-099/", "criteria/coal-99/", "instruments/none/"])
def test_an_unknown_entry_is_not_found(sign_in, path):
    assert sign_in("committee").get(f"/standards/{path}").status_code == 404


def test_the_committee_adds_an_item_on_its_page_and_retires_it(sign_in):
    client = sign_in("committee")
    assert f'<option value="{COUNTY}"' in text_of(client.get("/standards/own/add_item/"))

    made = client.post("/standards/own/add_item/", ITEM, follow=True)
    item = OwnItem.objects.get()
    assert item.code == "本-001"
    assert ITEM["basis"] in text_of(made)
    assert f"/standards/own/{item.pk}/retire_item/" in text_of(made)

    ended = client.post(f"/standards/own/{item.pk}/retire_item/", {"reason": "规定废止", "on": today()}, follow=True)
    assert "规定废止" in text_of(ended)
    assert f"/standards/own/{item.pk}/retire_item/" not in text_of(ended)
    assert "已停用" in text_of(client.get("/standards/own/items/"))


def test_the_committee_adds_a_criterion_and_a_refusal_comes_back_as_a_sentence(sign_in):
    client = sign_in("committee")
    told = {**ITEM, "text": "副井口结冰仍然提升人员", "keywords": "井口/井筒+结冰\n\n", "items": ["CM-18"]}

    short = client.post("/standards/own/add_criterion/", {**told, "keywords": "冰"})
    assert short.status_code == 422
    assert "太短" in text_of(short)

    made = client.post("/standards/own/add_criterion/", told, follow=True)
    assert "本判-001" in text_of(made)
    again = client.post("/standards/own/add_criterion/", told)
    assert again.status_code == 409
    assert "已有内容相同的条目：本判-001" in text_of(again)


def test_an_officer_has_neither_buttons_nor_pages_for_writing(sign_in, city):
    item = own_item(city.committee.actor)
    client = sign_in("officer")

    page = text_of(client.get(f"/standards/items/{item.code}/"))
    assert item.text in page
    assert "retire_item" not in page
    for path in ("own/add_item/", f"own/{item.pk}/retire_item/", "items/GE-01/set_aside/", "own/import/"):
        assert client.get(f"/standards/{path}").status_code == 403
    assert client.post("/standards/own/import/write/").status_code == 403


def test_a_townships_own_rule_is_hidden_from_its_neighbour_everywhere(sign_in, city):
    item = own_item(city.committee.actor, area_code=EAST, text="东镇自己的检查内容")
    commands.set_aside(city.committee.actor, None, item_code="GE-01", area_code=EAST, reason="东镇", on=today())

    for role, seen in (("officer", True), ("west", False)):
        client = sign_in(role)
        for path in ("/standards/?q=东镇自己的检查内容", "/standards/own/items/"):
            assert (f"/standards/items/{item.code}/" in _decoded(client.get(path))) is seen
        assert client.get(f"/standards/items/{item.code}/").status_code == (200 if seen else 404)
        assert ("本地停用" in text_of(client.get("/standards/?q=GE-01"))) is seen


def _decoded(response) -> str:
    return text_of(response).replace("%E6%9C%AC", "本")


def test_an_enterprise_reads_the_rules_of_the_place_where_it_lies(sign_in, city, monkeypatch):
    monkeypatch.setattr(queries, "AREA_OF_PARTY", [lambda pk: {city.mine.pk: EAST + "201"}.get(pk, WEST + "201")])
    item = own_item(city.committee.actor, area_code=EAST)

    for role, status in (("manager", 200), ("west_manager", 404)):
        assert sign_in(role).get(f"/standards/items/{item.code}/").status_code == status


def test_a_general_item_is_set_aside_and_restored_on_its_pages(sign_in):
    client = sign_in("committee")
    assert "/standards/items/GE-01/set_aside/" in text_of(client.get("/standards/items/GE-01/"))
    assert "set_aside" not in text_of(client.get("/standards/items/HC-09/"))

    told = {"area_code": COUNTY, "reason": "本县不涉及", "on": today()}
    page = text_of(client.post("/standards/items/GE-01/set_aside/", told, follow=True))
    assert "本县不涉及" in page
    assert "/standards/items/GE-01/restore_item/" in page

    client.post("/standards/items/GE-01/restore_item/", {"reason": "又有了", "on": today() + timedelta(days=1)})
    assert SetAside.objects.get().retired_on == today() + timedelta(days=1)
    refused = client.post("/standards/items/HC-09/set_aside/", told)
    assert refused.status_code == 409
    assert "不能停用" in text_of(refused)


def test_the_sheet_holds_what_is_shown_and_is_on_record(sign_in):
    answer = sign_in("officer").get("/standards/export/", {"industry": "gas", "severity": "major"})

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.active.iter_rows(min_row=4, values_only=True))
    shown = [each.code for each in queries.search("", "gas").items if each.severity == "major"]
    assert [row[0] for row in rows] == shown
    act = Act.objects.get(command="ledgers.export")
    assert act.facts == {"ledger": "standards", "filters": {"industry": "gas", "severity": "major"}, "rows": len(shown)}


def filled_in(*rows) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.active.append(
        ["所属行业", "检查内容", "类别", "等级", "整改期限（天）", "整改措施", "依据", "生效日期", "失效日期"]
    )
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "本地检查项.xlsx"
    return file


GOOD = ["煤矿", "副井口没有测温", "物的因素", "一般", 3, "安装测温装置", "《规定》第七条", None, None]


def test_the_template_offers_lists_to_choose_from(sign_in):
    answer = sign_in("committee").get("/standards/own/import/template/")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [cell.value for cell in book.worksheets[0][2]][:3] == ["行业*", "检查内容*", "类别*"]
    assert len(book.worksheets[0].data_validations.dataValidation) == 3


def test_a_filled_in_template_is_checked_row_by_row_and_then_written(sign_in):
    client = sign_in("committee")
    bad = [
        [*GOOD[:4], "三天", *GOOD[5:]],
        ["捕鲸", *GOOD[1:]],
        GOOD,
        ["煤矿", queries.item("CM-02").text, *GOOD[2:]],
        ["煤矿", "副井口没有测速", *GOOD[2:7], "2026-05-01", "2026-04-01"],
    ]

    page = client.post("/standards/own/import/", {"area_code": COUNTY, "file": filled_in(GOOD, *bad)})

    assert page.status_code == 200
    for said in ("第 3 行", "只能填：", "与第 2 行重复", "标准库已有这一项：CM-02", "失效日期不能早于生效日期"):
        assert said in text_of(page)
    assert not OwnItem.objects.exists()

    done = client.post("/standards/own/import/write/", follow=True)
    assert "已导入 1 项本地检查项" in text_of(done)
    item = OwnItem.objects.get()
    assert (item.code, item.text, item.valid_from) == ("本-001", "副井口没有测温", today())
    assert "没有待导入的检查项" in text_of(client.post("/standards/own/import/write/", follow=True))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_table_gives_a_sentence(sign_in, content):
    file = io.BytesIO(content)
    file.name = "检查项.xlsx"

    answer = sign_in("committee").post("/standards/own/import/", {"area_code": COUNTY, "file": file})

    assert answer.status_code == 422
    assert "field-error" in text_of(answer)


def test_a_sheet_without_a_needed_column_names_it(sign_in):
    book = openpyxl.Workbook()
    book.active.append(["所属行业", "检查内容"])
    book.active.append(["煤矿", "内容"])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "检查项.xlsx"

    answer = sign_in("committee").post("/standards/own/import/", {"area_code": COUNTY, "file": file})

    assert "缺少这些列" in text_of(answer)
    assert "依据" in text_of(answer)


def test_the_department_adds_for_its_industries_only(sign_in):
    client = sign_in("department")

    assert client.post("/standards/own/add_item/", ITEM).status_code == 302
    answer = client.post("/standards/own/add_item/", {**ITEM, "industry": "gas"})
    assert answer.status_code == 422
    assert OwnItem.objects.count() == 1


def test_the_library_reads_the_database_a_few_times_a_page(sign_in, django_assert_max_num_queries):
    client = sign_in("officer")
    client.get("/standards/")

    with django_assert_max_num_queries(20):
        client.get("/standards/")
