"""The words of the lesson: six files that the page can read, each panel driven once, each question fair."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl

import pytest

from .reading import STEPS, Step, read_step, words

PANELS = {
    1: ["one-hot", "lookup", "training"],
    2: ["matrix", "compare-rows", "rotation"],
    3: ["map"],
    4: ["pair", "similarity", "arithmetic", "parallel", "bias", "weat", "rank"],
    5: [
        *["order", "waves", "clocks", "learned", "rotary"],
        *["turn-map", "gap-curve", "layers", "biases", "pairings", "precision"],
    ],
    6: ["pipeline", "size", "quantized"],
}
TABLES = {"glove", "minilm", "classroom"}
SHORTEST, LONGEST = 300, 650  # words a step: two to three minutes
MODEL = "model"  # what the panels about real models share: model.name, model.config
MODELS = 150  # words more in step 5, beside the panels about real models
LINK = re.compile(r"(?<!\!)\[([^\]]+)\]\(([^)\s]*)\)")


@pytest.fixture(params=STEPS, ids=lambda path: path.stem)
def step(request: pytest.FixtureRequest) -> Step:
    return read_step(request.param)


def test_six_steps_are_numbered_in_file_order() -> None:
    assert [read_step(path).front["step"] for path in STEPS] == ["1", "2", "3", "4", "5", "6"]
    assert [path.name[0] for path in STEPS] == list("123456")


def test_front_matter_holds_number_title_and_table(step: Step) -> None:
    assert set(step.front) == {"step", "title", "table"}
    assert step.front["title"]
    assert step.front["table"] in TABLES


def test_every_panel_stands_once_in_its_step_and_order(step: Step) -> None:
    assert [section.panel for section in step.sections if section.panel] == PANELS[int(step.front["step"])]


def test_a_section_without_a_panel_is_the_further_reading_at_the_end(step: Step) -> None:
    assert all(section.panel for section in step.sections[:-1])
    last = step.sections[-1]
    assert last.panel or last.title == "Further reading"


def test_a_section_names_a_shipped_table(step: Step) -> None:
    assert {section.table for section in step.sections if section.table} <= TABLES


def test_phrases_set_params_of_known_panels(step: Step) -> None:
    known = {MODEL, *(panel for panels in PANELS.values() for panel in panels)}
    phrases = [(phrase, target[4:]) for phrase, target in LINK.findall(step.text) if target.startswith("set:")]
    for phrase, settings in [*phrases, *((question.id, question.set) for question in step.questions)]:
        assert "+" not in settings, f"[{phrase}]: write a space as %20 and a plus as %2B"
        for name, value in parse_qsl(settings, keep_blank_values=True, strict_parsing=True):
            panel, _, key = name.partition(".")
            assert panel in known, f"{name} in [{phrase}] names no panel"
            assert key, f"{name} in [{phrase}] names no param"
            assert value, f"{name} in [{phrase}] has no value"


def test_every_section_with_a_choice_drives_its_panel(step: Step) -> None:
    for section in step.sections:
        if section.panel and section.panel != "pipeline":
            driven = (f"(set:{section.panel}.", f"(set:{MODEL}.")
            assert any(name in section.text for name in driven), f"nothing in {section.title!r} drives its panel"


def test_links_that_leave_are_all_under_further_reading(step: Step) -> None:
    for section in step.sections:
        leaving = [target for _, target in LINK.findall(section.text) if not target.startswith("set:")]
        if section.title == "Further reading":
            assert leaving
            assert all(target.startswith("https://") for target in leaving)
        else:
            assert leaving == []


def test_one_question_a_step_with_one_right_answer(step: Step) -> None:
    assert len(step.questions) == 1
    (question,) = step.questions
    assert question.ask.endswith("?")
    assert question.reveal
    assert len(question.choices) >= 2
    assert len(question.right) == 1
    assert max(Counter(question.choices).values()) == 1


def test_question_ids_are_unique() -> None:
    ids = [question.id for path in STEPS for question in read_step(path).questions]
    assert len(set(ids)) == len(ids)


def test_a_step_is_read_in_two_to_three_minutes(step: Step) -> None:
    count = words(step)
    longest = LONGEST + MODELS * (step.front["step"] == "5")
    assert SHORTEST <= count <= longest, f"{step.path.name} has {count} words"


def test_formulas_are_closed(step: Step) -> None:
    assert step.text.count("$$") % 2 == 0
    assert step.text.replace("$$", "").count("$") % 2 == 0


def test_the_tone_is_plain(step: Step) -> None:
    without_formulas = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|<!--.*?-->", "", step.text, flags=re.DOTALL)
    assert "!" not in without_formulas
