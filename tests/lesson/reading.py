"""Reads a lesson file the way CONTRIBUTING describes it, for the tests of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

LESSON = Path(__file__).parents[2] / "lesson"
STEPS = sorted(LESSON.glob("[0-9]-*.md"))

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
SECTION = re.compile(r"^## (.+)\n(?:<!-- panel: ([\w-]+)(?: table: (\w+))? -->\n)?", re.MULTILINE)
QUESTION = re.compile(r"^```question\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Section:
    title: str
    panel: str | None
    table: str | None
    text: str


@dataclass(frozen=True)
class Question:
    id: str
    ask: str
    choices: list[str]
    right: list[str]
    set: str
    reveal: str


@dataclass(frozen=True)
class Step:
    path: Path
    front: dict[str, str]
    text: str
    sections: list[Section]
    questions: list[Question]


def read_step(path: Path) -> Step:
    """One file of the lesson. Raises AssertionError where it does not begin with front matter and a section."""
    raw = path.read_text(encoding="utf-8")
    front = FRONT.match(raw)
    assert front, f"{path.name} does not begin with front matter"
    text = raw[front.end() :]
    assert text.lstrip().startswith("## "), f"{path.name}: words before the first section have no panel beside them"
    heads = list(SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return Step(
        path=path,
        front=dict(line.split(": ", 1) for line in front[1].splitlines()),
        text=text,
        sections=[
            Section(head[1], head[2], head[3], text[head.end() : end]) for head, end in zip(heads, ends, strict=True)
        ],
        questions=[read_question(block[1]) for block in QUESTION.finditer(text)],
    )


def read_question(source: str) -> Question:
    lines = source.splitlines()
    fields = dict(line.split(": ", 1) for line in lines if not line.startswith("- "))
    choices = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    return Question(
        id=fields["id"],
        ask=fields["ask"],
        choices=choices,
        set=fields["set"],
        right=[choice for choice in choices if choice.endswith(" *")],
        reveal=fields["reveal"],
    )


def words(step: Step) -> int:
    """Words a reader meets: without comments, formulas, link targets, reading list."""
    read = [section for section in step.sections if section.title != "Further reading"]
    text = "".join(f"{section.title}\n{section.text}" for section in read)
    text = re.sub(r"<!--.*?-->|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"^(?:id|set): .*$|^(?:ask|reveal): |^```.*$", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return len(re.findall(r"[\w’'.,½√]*\w[\w’'.,]*", text))
