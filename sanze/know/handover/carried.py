"""What hand-overs declare of posts, and what identity asks before somebody leaves one."""

from sanze.foundation.identity.carrying import HANDED_OVER, stays
from sanze.know.handover.queries import handed_over


def fill() -> None:
    """Called once when the platform starts."""
    HANDED_OVER.append(handed_over)
    stays("交接书记载这个岗位的交接，是该岗位的历史", "handover.Handover.post")
