"""What a reader of the demo sees: chapters, what is asked, what is answered."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from entrypoints.demo.callers import Answer


class Stage:
    """Prints the story. It decides nothing: what it shows has been insisted on before."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._chapters = 0

    def title(self, title: str, below: str) -> None:
        self._console.print(Panel(below, title=title, expand=False))

    def chapter(self, title: str) -> None:
        self._chapters += 1
        self._console.print(f"\n[bold cyan]{self._chapters}. {title}[/]")

    def done(self, sentence: str) -> None:
        self._console.print(Padding(f"[green]✓[/] {sentence}", (0, 0, 0, 3)))

    def refused(self, sentence: str, problem: Answer) -> None:
        self._console.print(Padding(f"[yellow]✗[/] {sentence}", (0, 0, 0, 3)))
        self._console.print(
            Padding(f"[yellow]{escape(problem['title'])}[/]: {escape(problem['detail'])}", (0, 0, 0, 5))
        )

    def prompt_to_upgrade(self, limit: Answer, upgrade: Answer) -> None:
        self._console.print(
            Padding(
                f"{limit['used']:,} of {limit['max']:,} {limit['meter']} used, {limit['remaining']:,} left. "
                f"[bold]{upgrade['plan']}[/] would fit, for ${upgrade['price_cents'] / 100:.2f} a month: "
                f"{upgrade['url']}",
                (0, 0, 0, 5),
            )
        )

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        table = Table(*columns, box=None, padding=(0, 2, 0, 0), header_style="dim")
        for row in rows:
            table.add_row(*row)
        self._console.print(Padding(table, (0, 0, 0, 5)))
