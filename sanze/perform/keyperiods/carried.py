"""What key periods declare of the posts that they name."""

from sanze.foundation.identity.carrying import stays


def fill() -> None:
    """Called once when the platform starts."""
    stays("报告史：哪个岗位报的不再改变", "keyperiods.ZeroReport.reporter_post")
