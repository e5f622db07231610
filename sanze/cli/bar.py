"""One bar for everything that takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sanze.cli.outcome import say


def _progress() -> Progress:
    columns = (TextColumn("· {task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def bar(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar; the function given adds to what is done. Silent where nobody watches the screen."""
    with _progress() as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for work in stages; the function given takes the stage, what is done and of how much.

    Where nobody watches the screen each stage is a line.
    """
    with _progress() as progress:
        task = progress.add_task("", total=None)
        told: list[str] = []

        def tell(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of)
            if what not in told:
                told.append(what)
                if progress.disable:
                    say(what)

        yield tell
