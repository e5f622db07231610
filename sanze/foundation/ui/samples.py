"""What the style guide shows: invented records for every component and page."""

import random
from datetime import date, timedelta
from types import SimpleNamespace

from django import forms

DAY = date(2026, 11, 24)
PLACES = ["青石镇", "东岭街道", "望江镇", "白塔乡", "石桥镇", "临溪镇"]
UNITS = ["青石林场", "东岭护林站", "望江物资库", "白塔林业合作社", "石桥苗圃", "临溪巡护队"]
TITLES = [
    "防火通道堵塞，巡护车辆不能通过",
    "灭火器压力不足",
    "瞭望塔值守记录不全",
    "林区违规用火",
    "输电线路与林木距离不足",
]
STATES = [
    ("待核查", "wait"),
    ("整改中", "doing"),
    ("待复查", "check"),
    ("已办结", "done"),
    ("已逾期", "late"),
    ("已撤销", "off"),
]
LEVELS = ["red", "orange", "yellow", "blue"]


class SampleForm(forms.Form):
    """A form with a field of every kind."""

    title = forms.CharField(label="事项名称", help_text="一句话写明在哪里、有什么问题。")
    place = forms.ChoiceField(label="所在乡镇", choices=[("", "请选择"), *((each, each) for each in PLACES)])
    unit = forms.ChoiceField(
        label="责任单位",
        choices=[("", "请选择"), *((str(i), f"{each}第{i}站") for i in range(4) for each in UNITS)],
    )
    due = forms.DateField(label="办理期限")
    at = forms.DateTimeField(label="现场核实时间", required=False)
    level = forms.ChoiceField(
        label="等级",
        choices=[("red", "重大"), ("orange", "较大"), ("yellow", "一般")],
        widget=forms.RadioSelect,
    )
    tags = forms.MultipleChoiceField(
        label="涉及方面", choices=[("a", "人员"), ("b", "设备"), ("c", "环境")], required=False
    )
    note = forms.CharField(label="情况说明", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="文件", required=False)
    public = forms.BooleanField(label="向社会公布处理结果", required=False)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label="登录名", widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


def rows(count: int = 16) -> list[SimpleNamespace]:
    """Records of a ledger."""
    made = []
    for i in range(count):
        state, tone = STATES[i * 5 % 6]
        made.append(
            SimpleNamespace(
                number=f"SX20261120{171 + i * 7:04}",
                unit=UNITS[i % 6],
                place=PLACES[i * 5 % 6],
                title=TITLES[i * 3 % 5],
                level=LEVELS[(i * 7 + 3) % 4],
                source=["自查", "巡查", "群众反映"][i % 3],
                found=DAY - timedelta(days=i),
                due=DAY + timedelta(days=15 - i),
                state=state,
                tone=tone,
            )
        )
    return made


def components() -> dict:
    """Context of every component by its name in templates/ui."""
    return {
        "counts": [
            {"label": "全部事项", "value": 368, "url": "?", "current": True},
            {"label": "待核查", "value": 74, "url": "?state=wait"},
            {"label": "整改中", "value": 108, "url": "?state=doing"},
            {"label": "待复查", "value": 47, "url": "?state=check"},
            {"label": "已逾期", "value": 23, "tone": "late", "url": "?state=late"},
            {"label": "已办结", "value": 116, "tone": "done", "url": "?state=done"},
        ],
        "facts": [
            ("责任单位", "青石林场"),
            ("所在乡镇", "青石镇"),
            ("来源", "巡查"),
            ("责任人", "陈静"),
            ("发现日期", "2026-11-10"),
            ("办理期限", "2026-12-10"),
            ("资金", None),
            ("事项编号", "SX202611100222"),
            ("情况描述", "林场北侧防火通道长约 40 米被木料占用，巡护车辆不能通过。", "full"),
        ],
        "steps": [
            {
                "title": "发现上报",
                "at": "2026-11-10 09:12",
                "who": "陈静（青石镇护林员）",
                "note": "现场拍照 2 张，已当场告知场长。",
                "tone": "done",
            },
            {
                "title": "核查定级",
                "at": "2026-11-10 15:40",
                "who": "青石镇护林站 刘洋",
                "clause": "第 5 条",
                "note": "定为一般事项，期限至 2026-12-10。",
                "tone": "done",
            },
            {
                "title": "下达通知",
                "at": "2026-11-11 08:30",
                "who": "青石镇护林站 刘洋",
                "note": "通知书已送达并签收。",
            },
            {"title": "等待整改反馈", "at": "期限 2026-12-10", "tone": "wait"},
        ],
        "files": [
            {"url": "#", "title": "整改方案.pdf", "note": "2026-11-12 上传", "thumb": ""},
            {
                "url": EMBLEM,
                "thumb": EMBLEM,
                "title": "北侧通道",
                "note": "11-10 09:10 青石镇",
                "flag": "与 10 月的照片相同",
            },
        ],
        "pager": {
            "total": 368,
            "size": 16,
            "number": 2,
            "pages": 23,
            "previous_url": "?page=1",
            "next_url": "?page=3",
        },
        "problems": [
            {
                "row": 3,
                "column": "所在乡镇",
                "value": "青石",
                "sentence": "没有名为“青石”的乡镇，是否为“青石镇”？请改为全称。",
            },
            {
                "row": 7,
                "column": "办理期限",
                "value": "2026/13/1",
                "sentence": "不是有效的日期，请按 2026-12-01 的格式填写。",
            },
            {"row": 9, "column": "责任单位", "value": "", "sentence": "不能为空。"},
        ],
        "week": [((DAY + timedelta(days=i - 1)).strftime("%m-%d"), "一二三四五六日"[i]) for i in range(7)],
        "backdrop": [{"label": "网格", "url": "/styleguide/layers/cells/"}],
        "total": 120,
        "good": 117,
        "charts": charts(),
        "rows": rows(),
        "form": SampleForm(),
        "bad_form": SampleForm({"title": "", "place": "青石镇", "due": "2026-13-01", "level": "red"}),
        "sign_in": SignInForm(),
    }


EMBLEM = "/static/dist/emblem.svg"


def charts() -> list[dict]:
    """One chart of each kind."""
    days = [f"11-{number:02}" for number in range(10, 25)]
    dice = random.Random(7)

    def some(most: int, count: int) -> list[int]:
        return [dice.randint(most // 4, most) for _ in range(count)]

    return [
        {
            "id": "chart-line",
            "title": "近 15 日发现与办结",
            "kind": "line",
            "unit": "件",
            "labels": days,
            "series": [
                {"name": "发现", "values": some(30, 15), "tone": "orange"},
                {"name": "办结", "values": some(30, 15)},
            ],
        },
        {
            "id": "chart-ring",
            "title": "未办结等级构成",
            "kind": "ring",
            "unit": "未办结",
            "labels": ["重大", "较大", "一般", "低"],
            "tones": LEVELS,
            "series": [{"name": "件数", "values": [12, 31, 119, 90]}],
        },
        {
            "id": "chart-heat",
            "title": "乡镇与类别",
            "kind": "heat",
            "labels": ["通道", "器材", "值守", "用火", "线路"],
            "series": [{"name": each, "values": some(24, 5)} for each in PLACES],
        },
        {
            "id": "chart-rank",
            "title": "乡镇履责得分",
            "kind": "rank",
            "labels": PLACES,
            "max": 100,
            "series": [{"name": "得分", "values": sorted(some(99, 6), reverse=True)}],
        },
        {
            "id": "chart-stack",
            "title": "各乡镇办理情况",
            "kind": "stack",
            "unit": "件",
            "labels": PLACES,
            "series": [
                {"name": "已办结", "values": some(40, 6), "tone": "green"},
                {"name": "办理中", "values": some(20, 6)},
                {"name": "已逾期", "values": some(8, 6), "tone": "red"},
            ],
        },
        {
            "id": "chart-radar",
            "title": "能力评价",
            "kind": "radar",
            "labels": ["人员", "经费", "装备", "制度", "条件"],
            "series": [
                {"name": "青石镇", "values": [80, 62, 71, 90, 55]},
                {"name": "平均", "values": [70, 70, 66, 75, 72], "tone": "orange"},
            ],
        },
    ]


WEST, SOUTH, SIDE, ACROSS = 111.6, 36.9, 0.02, 18


def _corner(x: int, y: int) -> list[float]:
    dice = random.Random(x * 1000 + y)
    return [
        round(WEST + (x + dice.uniform(-0.3, 0.3)) * SIDE, 5),
        round(SOUTH + (y + dice.uniform(-0.3, 0.3)) * SIDE * 0.8, 5),
    ]


def _ring(left: int, bottom: int, width: int) -> list[list[float]]:
    right, top = left + width, bottom + width
    edge = [(x, bottom) for x in range(left, right)] + [(right, y) for y in range(bottom, top)]
    edge += [(x, top) for x in range(right, left, -1)] + [(left, y) for y in range(top, bottom, -1)]
    return [_corner(x, y) for x, y in [*edge, edge[0]]]


def _area(number: int, name: str, left: int, bottom: int, width: int, **more) -> dict:
    geometry = {"type": "Polygon", "coordinates": [_ring(left, bottom, width)]}
    return {"type": "Feature", "id": number, "geometry": geometry, "properties": {"name": name, **more}}


def layer(key: str) -> dict:
    """A GeoJSON layer of the sample map: districts, cells or stations."""
    dice = random.Random(11)
    features = []
    if key == "districts":
        for number, (x, y) in enumerate((x, y) for x in range(0, ACROSS, 6) for y in range(0, ACROSS, 6)):
            features.append(_area(number, f"{PLACES[number % 6][:2]}{'东西南'[number // 3]}镇", x, y, 6))
    elif key == "cells":
        for number, (x, y) in enumerate((x, y) for x in range(ACROSS) for y in range(ACROSS)):
            level = dice.choices(LEVELS, [1, 3, 12, 16])[0]
            facts = [["责任人", "王*国"], ["未办结事项", dice.randint(0, 9)]]
            features.append(_area(number, f"第{number + 1}网格", x, y, 1, level=level, facts=facts, url="#"))
    else:
        for number in range(900):
            at = [
                round(WEST + dice.gauss(0.5, 0.18) * ACROSS * SIDE, 5),
                round(SOUTH + dice.gauss(0.5, 0.18) * ACROSS * SIDE * 0.8, 5),
            ]
            level = dice.choices(LEVELS, [1, 3, 12, 16])[0]
            about = {
                "name": f"{UNITS[number % 6]}{number}号点",
                "level": level,
                "facts": [["编号", number]],
                "url": "#",
            }
            features.append(
                {
                    "type": "Feature",
                    "id": number,
                    "geometry": {"type": "Point", "coordinates": at},
                    "properties": about,
                }
            )
    return {"type": "FeatureCollection", "features": features}


def city_map() -> dict:
    """Description of the sample map."""
    return {
        "title": "林区一张图",
        "layers": [
            {
                "key": "districts",
                "label": "乡镇界",
                "url": "/styleguide/layers/districts/",
                "kind": "border",
                "names_from": 8,
            },
            {
                "key": "cells",
                "label": "网格",
                "url": "/styleguide/layers/cells/",
                "kind": "area",
                "names_from": 12,
            },
            {
                "key": "stations",
                "label": "巡护点",
                "url": "/styleguide/layers/stations/",
                "kind": "point",
                "marker": "diamond",
            },
        ],
    }
