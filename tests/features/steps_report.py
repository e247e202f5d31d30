"""Lists the sentences that scenarios can use, by topic: `python -m tests.features.steps_report [WORDS]`."""

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tests.features.sentences import Sentence, topics


@click.command()
@click.argument("words", metavar="[WORDS]", nargs=-1)
def main(words: tuple[str, ...]) -> None:
    """List the sentences that contain WORDS (all of them by default), with their blanks and an example."""
    console = Console(highlight=False)
    found = topics(" ".join(words))
    for topic in found:
        console.print(Text(f"\n{topic.title}", style="bold"))
        for sentence in topic.sentences:
            print_sentence(console, sentence)
    console.print(f"\n{sum(len(topic.sentences) for topic in found)} sentences")


def print_sentence(console: Console, sentence: Sentence) -> None:
    console.print(Padding(Text.assemble((f"{sentence.keyword:>5} ", "magenta"), sentence.text), (0, 0, 0, 2)))
    for blank in sentence.blanks:
        values = f"<{blank.name}> is a {blank.kind}: {' · '.join(blank.values)}"
        console.print(Padding(Text(values, style="dim"), (0, 0, 0, 10)))
    console.print(Padding(Text(f"e.g. {sentence.keyword} {sentence.example}", style="cyan"), (0, 0, 0, 10)))


if __name__ == "__main__":
    main()
