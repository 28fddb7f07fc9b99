"""The docs say what the code does: every command, option and address has its place, every example gives its output."""

from __future__ import annotations

import doctest
import os
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import rowspace
from rowspace.cli.main import app
from rowspace.formats.registry import FORMATS
from rowspace.formats.shipped import SHIPPED
from rowspace.operations.bias import WEAT_TESTS
from rowspace.server.app import create_app

from .pages import LINK, PAGES, PROJECT, anchors, blocks, section, sessions

COMMAND_LINE = PROJECT / "docs" / "command-line.md"
HTTP = PROJECT / "docs" / "http.md"


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return {"rowspace": group} | {f"rowspace {name}": command for name, command in group.commands.items()}


def options() -> list[tuple[str, str]]:
    return [
        (name, spelling)
        for name, command in commands().items()
        for param in command.params
        if param.param_type_name == "option"
        for spelling in [*param.opts, *param.secondary_opts]
    ]


def addresses() -> list[tuple[str, list[str]]]:
    """Method and path of each address, with its parameters and the fields of its body."""
    document = create_app([]).openapi()
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            names = [param["name"] for param in operation.get("parameters", []) if param["in"] == "query"]
            for content in operation.get("requestBody", {}).get("content", {}).values():
                schema = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
                names += schema["properties"]
            found.append((f"{method.upper()} {path}", names))
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_has_its_heading_and_its_usage(command: str) -> None:
    words = section(COMMAND_LINE, f"## `{command}`")
    assert f"```\n{command} " in words


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_has_a_row_under_its_command(command: str, option: str) -> None:
    rows = [line for line in section(COMMAND_LINE, f"## `{command}`").splitlines() if line.startswith("| ")]
    assert any(f"`{option}`" in line.split(" | ")[0] for line in rows) or option == "--help"


def test_no_command_or_option_is_made_up() -> None:
    known = set(commands())
    text = COMMAND_LINE.read_text(encoding="utf-8")
    headings = set(re.findall(r"^## `(rowspace[^`]*)`$", text, re.MULTILINE))
    assert headings == known
    for command in known:
        spelled = {option for name, option in options() if name == command} | {"--help"}
        rows = re.findall(r"^\| (`-[^|]*) \|", section(COMMAND_LINE, f"## `{command}`"), re.MULTILINE)
        assert set(re.findall(r"`(-[\w-]+)`", " ".join(rows))) <= spelled


def test_tables_and_association_tests_are_named() -> None:
    text = COMMAND_LINE.read_text(encoding="utf-8")
    for name in [*SHIPPED, *(test.name for test in WEAT_TESTS)]:
        assert f"`{name}`" in text


@pytest.mark.parametrize("name", [format.name for format in FORMATS])
def test_every_format_has_its_heading(name: str) -> None:
    assert section(PROJECT / "docs" / "formats.md", f"## {name}").strip()


@pytest.mark.parametrize(("address", "params"), addresses())
def test_every_address_has_a_row_with_its_parameters(address: str, params: list[str]) -> None:
    rows = [line for line in HTTP.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{address}` |")]
    assert len(rows) == 1, f"docs/http.md has {len(rows)} rows for {address}"
    asked = rows[0].split(" | ")[1]
    assert [param for param in params if f"`{param}`" not in asked] == []


def test_no_address_is_made_up() -> None:
    written = set(re.findall(r"^\| `((?:GET|POST) [^`]+)`", HTTP.read_text(encoding="utf-8"), re.MULTILINE))
    assert written == {address for address, _ in addresses()}


@pytest.mark.parametrize(
    ("page", "line", "printed"),
    [(page.name, line, printed) for page in PAGES for line, printed in sessions(page)],
)
def test_a_console_prints_what_the_page_shows(
    page: str, line: str, printed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(line)
    assert program == "rowspace"
    result = CliRunner().invoke(app, arguments, prog_name="rowspace")
    assert [got.rstrip() for got in result.output.splitlines()] == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_give_what_the_page_shows(page: Path) -> None:
    for source in blocks(page, "python"):
        exec(compile(source, page.name, "exec"), {"__name__": "example"})
    sittings = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(sittings, {}, page.name, str(page), 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert report == []


def test_every_public_name_and_method_is_on_the_python_page() -> None:
    text = (PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
    asked = {name for name, held in vars(rowspace.Table).items() if not name.startswith("_") and held}
    assert {name for name in rowspace.__all__ if f"`rs.{name}`" not in text} == set()
    assert {name for name in asked if not re.search(rf"\| .*`(?:rs\.Table\.)?{name}[`(].* \|", text)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, fragment = target.partition("#")
        if re.match(r"https?:|set:", target):
            continue
        there = Path(os.path.normpath(page.parent / path)) if path else page
        assert there.exists(), f"{page.name} links to {target}"
        assert not fragment or fragment in anchors(there), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", [*PAGES, PROJECT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_pages_are_plain_in_tone(page: Path) -> None:
    prose = re.sub(
        r"`[^`]*`|^```.*?^```|!\[|\[[^\]]*\]\([^)]*\)", "", page.read_text(encoding="utf-8"), flags=re.M | re.S
    )
    assert "!" not in prose
