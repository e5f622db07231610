"""The registers of enforcement teams, of their people, and of patrol teams."""

from datetime import timedelta

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import AreaFilter, PickFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.know.standards.queries import short_names
from sanze.know.teams import queries
from sanze.know.teams.models import EXPIRING, EnforcementTeam, PatrolTeam, TeamMember


class EnforcementTeamLedger(Ledger):
    name = "enforcement-teams"
    title = "部门执法队伍"
    capability = Capability.ENFORCEMENT_TEAMS
    model = EnforcementTeam
    columns = [
        Column("name", "队伍", link=True, sort=True, wide=True),
        Column("department", "部门", sort=True, width=20),
        Column("authorised", "核定编制", kind="number"),
        Column("full_time", "专职在岗", kind="number"),
        Column("vacant", "空编", kind="number"),
        Column("professionals", "专业人员", kind="number"),
        Column("professional_share", "专业人员占比（%）", kind="number", width=18),
        Column("uncertified", "未持有效证", kind="number"),
        Column("established_on", "成立日期", sort=True),
    ]
    search = ["name", "department"]
    search_hint = "队伍 / 部门"
    order = "name"
    actions = [Action("登记执法队伍", "teams.begin", "teams.establish")]
    empty = "还没有登记执法队伍"


class CertificateFilter(PickFilter):
    """How the certificate stands today."""

    def filter(self, rows, value):
        day = today()
        soon = day + timedelta(days=regime().limit(EXPIRING).value - 1) if value == "ending" else day
        wanted = {
            "none": Q(certificate_no=""),
            "ended": Q(certificate_until__lt=day),
            "ending": Q(certificate_until__lte=soon),
            "valid": Q(certificate_until__gte=day),
        }
        return rows.filter(wanted[value]) if value else rows


class TeamMemberLedger(Ledger):
    name = "team-members"
    title = "执法人员"
    capability = Capability.ENFORCEMENT_TEAMS
    model = TeamMember
    columns = [
        Column("name", "姓名", link=True, sort=True),
        Column("team.name", "队伍", wide=True),
        Column("full_time", "专职"),
        Column("professional", "专业人员"),
        Column("major", "专业", width=18),
        Column("certificate_no", "执法证号", width=18),
        Column("certificate_until", "有效期至", sort=True),
        Column("certificate", "执法证", kind="status", tones=lambda record: record.tone()),
        Column("joined_on", "入队日期", sort=True),
        Column("left_on", "离队日期"),
    ]
    filters = {
        "certificate": CertificateFilter(
            "执法证", [("valid", "有效"), ("ending", "过期和即将到期"), ("ended", "已过期"), ("none", "未持证")]
        ),
        "professional": YesNoFilter("专业人员", lambda: Q(professional=True)),
        "present": YesNoFilter("在队", lambda: Q(left_on=None)),
    }
    search = ["name", "team__name", "certificate_no"]
    search_hint = "姓名 / 队伍 / 证号"
    order = "name"
    tallies = [
        Tally("全部"),
        Tally("在队", {"present": "1"}),
        Tally("专业人员", {"present": "1", "professional": "1"}, tone="done"),
        Tally("过期和即将到期", {"present": "1", "certificate": "ending"}, tone="wait"),
        Tally("未持证", {"present": "1", "certificate": "none"}, tone="late"),
    ]
    empty = "还没有执法队员"


class PatrolTeamLedger(Ledger):
    name = "patrol-teams"
    title = "五人巡查小组"
    capability = Capability.PATROL_TEAMS
    model = PatrolTeam
    columns = [
        Column("name", "小组", link=True, sort=True, wide=True),
        Column("industry_name", "行业"),
        Column("area_name", "属地", width=18),
        Column("department", "牵头部门", width=20),
        Column("staffing", "到岗/岗位", kind="number"),
        Column("funding", "经费到位/预算（万元）", kind="number", width=20),
        Column("covers", "巡查单位", kind="number"),
        Column("staffed_on", "落实日期", sort=True),
        Column("standing", "状态", kind="status", tones=lambda record: "done" if record.staffed_on else "doing"),
    ]
    filters = {
        "area": AreaFilter(),
        "industry": PickFilter("行业", lambda: [(e, short_names()[e]) for e in queries.patrolled_industries()]),
        "staffed": YesNoFilter("已落实", lambda: Q(staffed_on__isnull=False)),
    }
    search = ["name", "department"]
    search_hint = "小组 / 部门"
    order = "name"
    tallies = [
        Tally("全部"),
        Tally("已落实", {"staffed": "1"}, tone="done"),
        Tally("组建中", {"staffed": "0"}, tone="wait"),
    ]
    actions = [
        Action("组建小组", "teams.begin-patrol", "teams.form_patrol"),
        Action("落实进度", "patrol-teams.progress", "teams.form_patrol", icon="trending-up"),
    ]
    empty = "还没有组建五人巡查小组"
