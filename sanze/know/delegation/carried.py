"""What delegations declare of the posts that they name."""

from sanze.foundation.identity.carrying import stays


def fill() -> None:
    """Called once when the platform starts."""
    stays("委托史：由哪个岗位经办不再改变", "delegation.Delegation.given_by_post_id")
