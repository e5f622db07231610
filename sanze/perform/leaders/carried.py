"""What visits of leaders declare of the posts that they name."""

from sanze.foundation.identity.carrying import stays


def fill() -> None:
    """Called once when the platform starts."""
    stays("走访史：谁以何岗位走访不再改变", "leaders.LeaderVisit.leader_post", "leaders.LeaderVisit.leader_post_id")
