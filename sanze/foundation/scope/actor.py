"""Who acts, and how far their eyes and hands reach."""

from dataclasses import dataclass

EVERY = "*"


@dataclass(frozen=True)
class Actor:
    """A person in a post (or the clock, or the installer), as every command and query receives it.

    areas: prefixes of division codes, e.g. ("140581",) for one county; ("",) for everything.
    industries: empty means every industry.
    party_id: the supervised party to which this post belongs; then nothing else is seen.
    certificate: number of the enforcement certificate valid today, empty without one.
    """

    name: str
    person_id: int | None = None
    post_id: int = 0
    post: str = ""
    kind: str = ""
    grants: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    party_id: int | None = None
    certificate: str = ""

    def may(self, grant: str) -> bool:
        return grant in self.grants or EVERY in self.grants


# The platform's own hands: scheduled jobs, and the person at the machine's console.
CLOCK = Actor("定时任务", post="系统", kind="clock", grants=frozenset({EVERY}), areas=("",))
INSTALLER = Actor("控制台", post="系统", kind="installer", grants=frozenset({EVERY}), areas=("",))
