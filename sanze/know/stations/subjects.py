"""The measure of the regime's target for stations."""

from sanze.foundation.regime.vocabulary import MEASURES
from sanze.know.stations.models import READY_SHARE

MEASURES[READY_SHARE] = "已报告四项达标的安监站占全部乡镇（街道）的百分比"
