"""The command line: `convscope serve`, and whatever else lies in app/commands."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from app import __version__, commands
from app.errors import ConvscopeError

RAW = argparse.RawDescriptionHelpFormatter  # keeps the paragraphs of a docstring


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; the number is the exit status.

    What goes wrong on purpose is one sentence on standard error, never a traceback.
    """
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ConvscopeError as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (head, less) has had enough
        sys.stderr.close()
        return 141


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="convscope",
        description="See a convolutional neural network think, number by number.",
        epilog="Start with: convscope serve",
    )
    top.add_argument("--version", action="version", version=f"convscope {__version__}")
    words = top.add_subparsers(title="commands", metavar="command", required=True)
    for found in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        about = (module.__doc__ or "").strip()
        word = words.add_parser(
            found.name, help=summary(about), description=about, formatter_class=RAW
        )
        module.add_arguments(word)
        word.set_defaults(run=module.run)
    return top


def summary(about: str) -> str:
    """The first line of a docstring, as argparse likes it.

    >>> summary("Serve the page.\\n\\nMore about it.")
    'serve the page'
    """
    first = about.partition("\n")[0].rstrip(".").replace("%", "%%")
    return first[:1].lower() + first[1:]
