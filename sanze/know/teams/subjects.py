"""The measures of the regime's targets for teams."""

from sanze.foundation.regime.vocabulary import MEASURES
from sanze.know.teams.queries import PROFESSIONAL_SHARE, STAFFED_SHARE

MEASURES[PROFESSIONAL_SHARE] = "专业人员占部门执法队伍在队人员的百分比"
MEASURES[STAFFED_SHARE] = "五个岗位到齐、经费足额到位的巡查小组占全部小组的百分比"
