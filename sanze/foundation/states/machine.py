"""A state machine written as a table, checked when it is imported."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sanze.foundation.acts.records import Record, change
from sanze.foundation.acts.refusal import Refused


class IllegalStep(Refused):
    """The step does not start from the record's state."""

    message = "当前状态不能进行此操作"


@dataclass(frozen=True)
class Step:
    """One named way from any of `sources` to `target`."""

    name: str
    sources: tuple[str, ...]
    target: str


def step(name: str, source: str | Iterable[str], target: str) -> Step:
    """A row of the table; `source` may be one state or several."""
    return Step(name, (source,) if isinstance(source, str) else tuple(source), target)


class StateMachine:
    """The only thing that moves a record from state to state."""

    def __init__(self, states, *, initial: str, final: Iterable[str], steps: Iterable[Step]):
        self.states, self.initial, self.final = states, initial, frozenset(final)
        self.steps = {each.name: each for each in steps}
        self._check()

    def _check(self) -> None:
        """Every state can be reached from the first and, unless final, left."""
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            state = frontier.pop()
            for each in self.steps.values():
                if state in each.sources and each.target not in reached:
                    reached.add(each.target)
                    frontier.append(each.target)
        if lost := set(self.states.values) - reached:
            raise ValueError(f"{self.states.__name__}: no way into {sorted(lost)}")
        left = {source for each in self.steps.values() for source in each.sources}
        if stuck := set(self.states.values) - left - self.final:
            raise ValueError(f"{self.states.__name__}: no way out of {sorted(stuck)}")

    def steps_from(self, state: str) -> list[str]:
        """Names of the steps that may be taken from `state`."""
        return [each.name for each in self.steps.values() if state in each.sources]

    def take(self, record: Record, name: str, **changes: Any) -> None:
        """Move the record one step and save `changes` with it, in a single guarded UPDATE.

        Raises IllegalStep from a wrong state, StaleRecord if another actor moved it meanwhile.
        """
        each = self.steps[name]
        if record.state not in each.sources:
            raise IllegalStep(f"「{self.states(record.state).label}」")
        change(record, only_if={"state": record.state}, **changes, state=each.target)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, with the states' Chinese labels."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {value}: {label}" for value, label in self.states.choices]
        for each in self.steps.values():
            lines += [f"    {source} --> {each.target}: {each.name}" for source in each.sources]
        return "\n".join(lines + [f"    {state} --> [*]" for state in sorted(self.final)])
