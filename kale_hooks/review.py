"""The command `kale-hooks review`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from kale_core.quoting import quoted
from kale_hooks import arguments, comment, console, files, git
from kale_hooks.base import Base
from kale_hooks.exit_status import ExitStatus, WrongUsage
from kale_hooks.generate import generate
from kale_hooks.progress import watched
from kale_hooks.repository import Repositories
from kale_hooks.review_markdown import MARK, render
from kale_hooks.review_sections import sections

_DESCRIPTION = """Print, as Markdown for a pull request, what changed in the pipelines of a repository since another
branch: for each, the change in terms of the pipeline, and its picture."""
_COMMENT = "in a job of GitHub Actions or GitLab CI, also keep it as a comment on the pull request"


def main(argv: Sequence[str] | None = None, *, prog: str = "kale-hooks review") -> int:
    """Print what changed in the pipelines of the repository since a branch or commit."""
    parser = arguments.Parser(prog=prog, description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("--base", metavar="REF", required=True, help="the branch or commit to compare with")
    parser.add_argument("--comment", action="store_true", help=_COMMENT)
    arguments.add_settings(parser)
    given = parser.parse_args(argv)
    return console.guarded(prog, lambda: _run(given))


def _run(given: Namespace) -> ExitStatus:
    settings = arguments.settings_of(given)
    root = git.work_tree(Path.cwd().resolve())
    if root is None:
        raise WrongUsage("this is not a git repository, so there is nothing to compare with")
    found = [each for each in files.find([files.shown(root, ".")]) if not settings.excludes(each.file)]
    try:
        base = Base(root, given.base, excludes=settings.excludes)
        generation = generate(watched(found), repositories=Repositories(settings))
        changed = sections(generation, base)
    except git.GitFailed as error:
        raise WrongUsage(f"--base {quoted(given.base)}: {str(error).splitlines()[0]}") from error
    text = render(changed, base=given.base)
    sys.stdout.write(text)
    if given.comment:
        sys.stdout.flush()
        comment.keep(comment.thread(os.environ), text, mark=MARK, is_news=bool(changed))
    return console.say_crashes(generation.checked)


if __name__ == "__main__":
    raise SystemExit(main())
