"""A department's enforcement team: posts granted, people taken in after every check, certificates that run out."""

from datetime import timedelta

import pytest

from sanze.foundation.moment import today
from sanze.know.teams.models import EnforcementTeam, TeamMember
from sanze.know.teams.tests.factories import checks

pytestmark = pytest.mark.capability("K8")


def takes_in(person, name: str, passed: list[str], **more) -> None:
    person.opens(EnforcementTeam.objects.get().get_absolute_url())
    person.presses("录入执法队员")
    person.fills({"姓名": name, "入队日期": today(), **more})
    for each in passed:
        person.page.get_by_label(each, exact=True).check()
    person.presses("录入执法队员")


def test_a_team_is_registered_and_shows_its_empty_posts(as_):
    department = as_("department")

    department.opens("/teams/enforcement/")
    department.presses("登记执法队伍")
    department.sees("应急管理局的专职执法队伍")
    department.fills({"队伍名称": "应急管理综合执法大队", "核定编制": 2, "编制文件": "云编发〔2026〕1号"})
    department.fills({"成立日期": "2026-01-05"})
    department.presses("登记执法队伍")

    department.sees("应急管理综合执法大队", "0/2", "未达到目标")


def test_nobody_comes_in_without_every_check_of_recruitment(as_):
    department = as_("department")

    takes_in(department, "赵新", checks()[:-1])

    department.sees("招聘考核没有完成，不能录入", f"缺 {checks()[-1]}")
    assert not TeamMember.objects.exists()


def test_professionals_and_certificates_are_counted_and_posts_are_not_exceeded(as_):
    department = as_("department")
    soon = today() + timedelta(days=20)

    takes_in(department, "赵新", checks(), 专业人员=True, 专业="采矿工程", 执法证号="云执901", 执法证有效期至=soon)
    department.sees("赵新", "即将到期")
    takes_in(department, "钱进", checks())
    takes_in(department, "孙立", checks())
    department.sees("编制已满，不能再录入专职人员", "核定 2 名")

    department.opens(EnforcementTeam.objects.get().get_absolute_url())
    department.sees("2/2", "1 人，占 50%", "采矿工程")
    department.opens("/")
    department.sees("执法证到期")


def test_a_certificate_is_renewed_and_a_leaver_counts_no_more(as_):
    department = as_("department")

    department.opens(TeamMember.objects.get(name="赵新").get_absolute_url())
    department.presses("登记队员执法证")
    department.fills({"执法证号": "云执902", "执法证有效期至": "2031-12-31"})
    department.presses("登记队员执法证")
    department.sees("云执902", "有效")

    department.opens(TeamMember.objects.get(name="钱进").get_absolute_url())
    department.presses("登记队员离队")
    department.fills({"原因": "调往上级机关"})
    department.presses("登记队员离队")
    department.opens(EnforcementTeam.objects.get().get_absolute_url())
    department.sees("1/2")
    department.misses("钱进")


def test_others_may_neither_register_nor_see_where_they_have_no_business(as_):
    officer, manager = as_("officer"), as_("manager")

    assert officer.opens("/teams/enforcement/new/") == 403
    assert manager.opens(EnforcementTeam.objects.get().get_absolute_url()) == 404
