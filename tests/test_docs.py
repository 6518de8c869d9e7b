"""What the documentation says is what the program does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, program

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = [block.split("\n", 1) for block in re.findall(r"```console\n\$ (.+?)```", README, re.DOTALL)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("docs") / "demo"
    articles = ROOT / "examples" / "articles"
    result = CliRunner().invoke(program, ["build", str(articles), "--store", str(store)])
    assert result.exit_code == 0, result.output
    return store


def shown(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"`kg {name}`" in README


def test_the_readme_has_examples_to_run() -> None:
    assert len([command for command, answer in CONSOLE if answer.strip()]) >= 2


@pytest.mark.model
@pytest.mark.parametrize(
    ("command", "answer"), [pair for pair in CONSOLE if pair[1].strip()], ids=lambda text: text[:60]
)
def test_every_answer_in_the_readme_is_the_real_one(demo: Path, command: str, answer: str) -> None:
    arguments = [str(demo) if word == "out/demo" else word for word in shlex.split(command)[1:]]
    result = CliRunner(env={"COLUMNS": "118"}).invoke(program, arguments)
    assert shown(result.stdout) == shown(answer)


@pytest.mark.model
def test_the_claim_in_the_readme_is_the_real_one() -> None:
    (shown,) = re.findall(r"```json\n(.+?)```", README, re.DOTALL)
    claim = json.loads(shown)
    result = CliRunner().invoke(
        program, ["extract", str(ROOT / "examples" / "articles" / "ukraine-vote.txt")]
    )
    assert claim in map(json.loads, result.stdout.splitlines())


def test_every_link_of_the_documents_leads_somewhere() -> None:
    pages = [path for path in ROOT.rglob("*.md") if not {".venv", "out", "node_modules"} & set(path.parts)]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert pages
    assert not broken


def test_the_changelog_tells_of_this_version() -> None:
    from kg import __version__

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{__version__}]" in text or "[Unreleased]" in text
