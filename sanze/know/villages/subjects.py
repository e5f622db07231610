"""The measures of the regime's targets for villages."""

from sanze.foundation.regime.vocabulary import MEASURES
from sanze.know.villages.queries import BASIC_SHARE, SAFE_SHARE

MEASURES[BASIC_SHARE] = "乡镇审核达到基本标准的村（社区）占全部村（社区）的百分比"
MEASURES[SAFE_SHARE] = "已命名安全乡村的村（社区）占全部村（社区）的百分比"
