"""Descriptions as people type them lead to the right criterion; harmless ones lead nowhere."""

from datetime import date

import pytest

from sanze.know.standards.catalogue import load
from sanze.know.standards.rules import basis_in_force, items_for, matching_industry, plain, propose_criteria

TODAY = date(2026, 11, 24)


def proposed(text, industry, on=TODAY):
    return propose_criteria(text, industry, load().criteria, on=on)


@pytest.mark.parametrize(
    ("industry", "text", "code"),
    [
        ("coal", "3205回风巷甲烷传感器被人用编织袋包裹，监控数据异常", "coal-11"),
        ("coal", "采煤工作面瓦斯浓度1.2%超限，未停止作业", "coal-02"),
        ("coal", "今年9月产量超过核定能力12%", "coal-01"),
        ("coal", "总工程师空缺已两个月", "coal-21"),
        ("coal", "把掘进工作面包给外面的队伍", "coal-15"),
        ("coal", "职工澡堂锅炉安全阀未校验", "special-09"),
        ("noncoal", "二中段安全出口堵塞，梯子间损坏", "noncoal-01"),
        ("underground", "两家矿的巷道已经打通", "noncoal-03"),
        ("openpit", "采场没有自上而下分台阶开采，坡面形成一面墙", "noncoal-15"),
        ("tailings", "排洪斜槽淤堵，干滩长度不足", "noncoal-23"),
        ("hazchem", "罐区可燃气体报警器损坏3个未修复", "hazchem-12"),
        ("hazchem", "动火作业票未审批，无监护人", "hazchem-18"),
        ("hazchem", "仓库内氧化剂与易燃液体混放", "hazchem-20"),
        ("hazchem", "液氯卸车使用橡胶软管", "hazchem-07"),
        ("pharma", "反应釜安全阀根部阀关闭", "hazchem-15"),
        ("fireworks", "零售店老板一家在店内住人，并用明火做饭", "fireworks-20"),
        ("fireworks", "成品库存药量超核定", "fireworks-05"),
        ("trade", "抛光车间除尘器未设置泄爆装置，地面积尘严重", "trade-24"),
        ("trade", "工人直接下池清淤，未检测气体，无监护人员", "trade-34"),
        ("trade", "分割车间空调采用氨直接蒸发制冷", "trade-31"),
        ("metallurgy", "炉前平台旁的休息室设在铁水吊运跨内", "trade-04"),
        ("metallurgy", "转炉氧枪冷却水流量差报警联锁失效", "trade-07"),
        ("crowded", "商场二楼安全出口上锁，楼梯间堆放杂物", "crowded-02"),
        ("crowded", "火灾自动报警系统瘫痪，喷淋无水", "crowded-04"),
        ("construction", "塔吊未验收即投入使用，力矩限制器失效", "construction-08"),
        ("construction", "深基坑侧壁开裂漏水，未监测", "construction-05"),
        ("construction", "外脚手架整层缺少连墙件", "construction-07"),
        ("transport", "一辆客车逾期未检仍在营运", "transport-02"),
        ("transport", "驾驶员多次疲劳驾驶，公司未处理", "transport-03"),
        ("special", "货梯门锁被短接", "special-05"),
        ("gas", "小区中压燃气管道被违建占压", "gas-07"),
        ("gas", "给过期气瓶充装液化气", "gas-10"),
        ("farm", "拖拉机车斗拉人", "farm-02"),
        ("explosives", "药库存量超过核定", "explosives-04"),
        ("power", "2号机组发电机主要保护被退出", "power-02"),
    ],
)
def test_a_realistic_description_finds_its_criterion_first(industry, text, code):
    found = proposed(text, industry)
    assert found, text
    assert found[0].criterion.code == code
    assert all(word in plain(text) for word in found[0].words)


@pytest.mark.parametrize(
    ("industry", "text"),
    [
        ("coal", "瓦斯检查记录齐全，未发现瓦斯超限"),
        ("coal", "主要通风机运行正常，双回路供电正常"),
        ("coal", "井下作业人数未超限员规定"),
        ("coal", "矿灯充电架标识褪色"),
        ("coal", "皮带巷灯具未更换"),
        ("coal", "矿长未在会议纪要上签字"),
        ("coal", "井下部分安全警示标志缺失"),
        ("noncoal", "现场无超员、超载现象"),
        ("hazchem", "安全阀在有效期内，铅封完好"),
        ("hazchem", "可燃气体报警器工作正常"),
        ("hazchem", "培训档案缺少两名员工的签到表"),
        ("crowded", "安全出口畅通，疏散通道无杂物堵塞"),
        ("crowded", "应急照明灯一只不亮"),
        ("construction", "塔吊验收合格，限位装置齐全有效"),
        ("construction", "塔吊拆除方案已审批"),
        ("construction", "特种作业人员持证上岗"),
        ("transport", "全部客车年检合格，驾驶员无超速、超员行为"),
        ("farm", "作业农机无超速、超载行为"),
        ("trade", "有限空间作业审批齐全，监护人不离岗"),
        ("trade", "食堂卫生较差，宣传栏内容陈旧"),
        ("gas", "加臭装置运行正常，储罐液位显示正常"),
        ("special", "电梯维保记录齐全，门锁回路正常"),
        ("fireworks", "零售店灭火器压力正常，未超量存放"),
        ("general", "办公室墙面掉漆"),
        ("trade", ""),
    ],
)
def test_a_harmless_description_finds_nothing(industry, text):
    assert [(each.criterion.code, each.words) for each in proposed(text, industry)] == []


@pytest.mark.parametrize(
    "code", ["coal-02", "hazchem-15", "fireworks-20", "trade-30", "crowded-02", "construction-05", "gas-07"]
)
def test_the_reason_names_the_words_of_the_description(code):
    texts = {
        "coal-02": "瓦斯超限作业",
        "hazchem-15": "爆破片过期",
        "fireworks-20": "销售点与居民楼同一建筑",
        "trade-30": "打磨间积尘",
        "crowded-02": "消防车通道被占用",
        "construction-05": "基坑超挖",
        "gas-07": "管线占压",
    }
    found = {each.criterion.code: each for each in proposed(texts[code], code.partition("-")[0])}
    assert code in found
    assert found[code].reason.startswith("描述中写到“")
    assert found[code].score > 0


def test_words_in_different_sentences_do_not_make_a_finding():
    assert proposed("检查了安全出口。隔壁院子的大门上锁。", "crowded") == []


def test_words_far_apart_do_not_make_a_finding():
    assert (
        proposed("塔吊旁的材料堆场围挡外侧临街一面的公益广告宣传画面和工程公示牌的边角处油漆有开裂", "construction")
        == []
    )


def test_blanks_and_full_width_letters_do_not_hide_a_finding():
    assert proposed("ＤＣＳ 联锁 摘 除", "hazchem")[0].criterion.code == "hazchem-04"


def test_fire_and_special_equipment_are_proposed_in_any_industry_after_its_own():
    found = proposed("安全出口堵塞", "underground")
    assert [each.criterion.code for each in found] == ["noncoal-01", "crowded-02"]
    assert [each.distance for each in found] == [0, 2]


def test_a_criterion_of_another_industry_is_not_proposed():
    assert proposed("瓦斯超限作业", "hazchem") == []


def test_without_an_industry_all_criteria_are_searched():
    assert proposed("瓦斯超限作业", "")[0].criterion.code == "coal-02"


def test_the_coal_criteria_change_over_at_midnight_of_the_first_of_july_2026():
    text = "总工程师空缺"
    assert [each.criterion.code for each in proposed(text, "coal", date(2026, 6, 30))] == ["coal-17"]
    assert [each.criterion.code for each in proposed(text, "coal", date(2026, 7, 1))] == ["coal-21"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("coal", "coal"),
        ("煤矿", "coal"),
        ("煤炭", "coal"),
        ("煤炭开采", "coal"),
        ("煤矿企业", "coal"),
        ("非煤", "noncoal"),
        ("非煤矿山企业", "noncoal"),
        ("采石场", "openpit"),
        ("尾矿库", "tailings"),
        ("危化", "hazchem"),
        ("危化品", "hazchem"),
        ("危险化学品 经营企业", "hazchem"),
        ("煤化工", "hazchem"),
        ("烟花爆竹", "fireworks"),
        ("交通", "transport"),
        ("危险化学品运输", "transport"),
        ("建筑", "construction"),
        ("建筑材料", "trade"),
        ("人员密集场所", "crowded"),
        ("冶金行业", "metallurgy"),
        ("煤矿机械制造", "trade"),
        ("民爆", "explosives"),
        ("城镇燃气（瓶装）", "gas"),
        ("农机", "farm"),
        ("不知道", ""),
        ("", ""),
    ],
)
def test_industry_names_as_offices_write_them(name, code):
    assert matching_industry(name, load().industries) == code


def test_every_name_and_alias_leads_to_its_own_industry():
    industries = load().industries
    for industry in industries:
        for name in (industry.name, *industry.aliases):
            assert matching_industry(name, industries) == industry.code, name


def codes_for(industry, on=TODAY):
    library = load()
    return [item.code for item in items_for(industry, library.items, library.industries, on=on)]


def test_a_unit_gets_its_industrys_items_first_and_then_those_for_every_unit():
    codes = codes_for("coal")
    assert codes[0] == "CM-01"
    assert {code[:2] for code in codes} == {"CM", "GE", "OH"}
    assert len(codes) == 18 + 14 + 12


def test_a_sub_kind_gets_its_parents_items_but_not_its_siblings():
    codes = codes_for("openpit")
    assert {"NM-10", "NM-11", "NM-14"} == {code for code in codes if code.startswith("NM")}
    assert len([code for code in codes_for("noncoal") if code.startswith("NM")]) == 14


def test_an_industry_gets_the_items_of_those_it_includes():
    assert {"TR-01", "TR-03"} <= set(codes_for("metallurgy"))
    assert "TR-03" not in codes_for("trade")
    assert "HC-01" in codes_for("pharma")


def test_items_of_a_law_that_is_not_yet_in_force_are_left_out():
    assert "HC-14" not in codes_for("hazchem", date(2026, 4, 30))
    assert "HC-14" in codes_for("hazchem", date(2026, 5, 1))


def test_an_unknown_industry_is_an_error():
    with pytest.raises(KeyError):
        codes_for("whaling")


def test_only_the_bases_in_force_are_cited():
    library = load()
    item = library.item("CM-01")
    before = basis_in_force(item, library.instruments, on=date(2026, 6, 30))
    after = basis_in_force(item, library.instruments, on=date(2026, 7, 1))
    assert "《煤矿重大事故隐患判定标准（2020年）》（应急管理部令第4号）第四条" in before
    assert "《煤矿重大事故隐患判定标准（2026年修订）》（应急管理部令第21号）" in after
    assert not set(before) & set(after) - {"《煤矿安全生产条例》（国务院令第774号）第三十一条、第三十六条第（一）项"}
