"""Posts whose entrustments run out soon, as a regime may select them; and the measure of its target."""

from sanze.foundation.regime.vocabulary import MEASURES, SUBJECTS, Attribute, SubjectKind
from sanze.know.delegation.queries import posts_to_renew

SUBJECTS["delegating_post"] = SubjectKind(
    "委托即将到期的岗位",
    posts_to_renew,
    {"kind": Attribute("类别", "text", "kind"), "area": Attribute("辖区", "area", "area_code")},
)
MEASURES["delegation.stations_empowered"] = "已获现场检查权委托的安监站占全部乡镇（街道）的百分比"
