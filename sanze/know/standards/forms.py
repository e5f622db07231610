"""What a person types about the county's own part of the library, and the filters of its pages."""

from django import forms

from sanze.foundation.ledgers.filters import AREA_CHOICES
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm
from sanze.foundation.scope.actor import Actor
from sanze.know.standards import queries
from sanze.know.standards.catalogue import keyword_fault
from sanze.know.standards.models import Category, Severity

ALL = [("", "全部")]
FORCE = [("", "现行"), ("future", "未生效"), ("past", "已失效"), ("any", "全部")]
KEYWORDS_HELP = "每行一组，描述中出现任一组即提示。“+”连接必须同时出现的词，“/”分隔可互换的词，如：井口/井筒+结冰"


def areas_of(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the areas for which the actor may make rules: the post's own first."""
    below = [pair for slot in AREA_CHOICES for pair in slot(actor)]
    own = [(code, dict(below).get(code, "本岗位全部辖区")) for code in actor.areas if code]
    return [*own, *(pair for pair in below if pair[0] not in actor.areas)]


def industries_of(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the industries for which the actor may make rules."""
    return [pair for pair in queries.industry_names().items() if not actor.industries or pair[0] in actor.industries]


class RuleForm(ActForm):
    """What every own rule tells: where and for which industry it holds, on what basis, since when."""

    area_code = forms.ChoiceField(label="适用辖区")
    industry = forms.ChoiceField(label="行业")
    text = forms.CharField(label="内容", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(
        label="依据",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文件名称、文号和条款，如：《云河市煤矿冬季“三防”规定》（云应急〔2025〕8号）第六条",
    )
    valid_from = forms.DateField(label="生效日期")
    valid_to = forms.DateField(label="失效日期", required=False, help_text="长期有效的不填")

    def prepare(self) -> None:
        self.fields["area_code"].choices = areas_of(self.actor)
        self.fields["industry"].choices = industries_of(self.actor)
        self.initial.setdefault("valid_from", today().isoformat())

    def clean(self) -> dict:
        told = super().clean()
        if told.get("valid_from") and told.get("valid_to") and told["valid_to"] < told["valid_from"]:
            self.add_error("valid_to", "失效日期不能早于生效日期")
        return told


class ItemForm(RuleForm):
    """A check item of the area's own."""

    lead = "国家库已有的检查项不必重复录入；编号由系统按“本-001”顺序编排，编号后不再改动。"
    category = forms.ChoiceField(label="类别", choices=Category.choices)
    severity = forms.ChoiceField(label="等级", choices=Severity.choices)
    limit_days = forms.IntegerField(label="整改期限（天）", min_value=0, max_value=365, help_text="0 表示当场整改")
    measure = forms.CharField(label="整改措施", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = (
        "area_code", "industry", "text", "category", "severity", "limit_days", "measure", "basis",
        "valid_from", "valid_to",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.fields["text"].label = "检查内容"


class CriterionForm(RuleForm):
    """A case that the area's own rules call a major danger."""

    lead = "本地判定情形只能在国家判定标准之外补充，不能替代国家判定标准。"
    keywords = forms.CharField(label="关键词", widget=forms.Textarea(attrs={"rows": 3}), help_text=KEYWORDS_HELP)
    items = forms.MultipleChoiceField(label="对应检查项", required=False)
    field_order = ("area_code", "industry", "text", "keywords", "items", "basis", "valid_from", "valid_to")

    def prepare(self) -> None:
        super().prepare()
        self.fields["text"].label = "判定情形"
        area_code = next(iter(self.actor.areas), "")
        known = queries.library_items(today(), area_code)
        self.fields["items"].choices = [(each.code, str(each)) for each in known]

    def clean_keywords(self) -> list[str]:
        keywords = [line.strip() for line in self.cleaned_data["keywords"].splitlines() if line.strip()]
        for keyword in keywords:
            if fault := keyword_fault(keyword):
                raise forms.ValidationError(fault)
        return keywords


class EndForm(ActForm):
    """Why and from when something is used no more, or again."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea)
    on = forms.DateField(label="起始日期")

    def prepare(self) -> None:
        self.initial.setdefault("on", today().isoformat())


class SetAsideForm(EndForm):
    """Where a shipped item is not used, why and from when."""

    lead = "停用后，本辖区的检查表不再列出这一项；已做过的检查记录不变，随时可以恢复。"
    area_code = forms.ChoiceField(label="停用辖区")
    field_order = ("area_code", "reason", "on")

    def prepare(self) -> None:
        super().prepare()
        self.fields["area_code"].choices = areas_of(self.actor)


class UploadForm(forms.Form):
    """A filled-in template, and where its items hold."""

    area_code = forms.ChoiceField(label="适用辖区")
    file = forms.FileField(label="检查项表格", help_text="按模板填写，支持 xlsx、xls、ods、csv；表头名称相近也能识别")

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = areas_of(actor)


class Filters(forms.Form):
    """The filters of all three shelves."""

    industry = forms.ChoiceField(label="行业", required=False)
    force = forms.ChoiceField(label="时效", choices=FORCE, required=False)
    mark = forms.ChoiceField(label="核实", choices=[*ALL, ("sure", "已核实"), ("doubt", "待核实")], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="filter-%s", **kwargs)
        self.fields["industry"].choices = [*ALL, *queries.short_names().items()]


class CriterionFilters(Filters):
    source = forms.ChoiceField(label="来源", choices=[*ALL, ("nation", "国家库"), ("own", "本地")], required=False)


class ItemFilters(CriterionFilters):
    severity = forms.ChoiceField(label="等级", choices=[*ALL, *Severity.choices], required=False)
    category = forms.ChoiceField(label="类别", choices=[*ALL, *Category.choices], required=False)
    field_order = ("industry", "severity", "category", "source", "force", "mark")
