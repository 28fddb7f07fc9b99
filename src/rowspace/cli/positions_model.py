"""Positions of a model, in words; the catalogue, and what a check found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rowspace.cli.output import plain, print_fields, print_table, show
from rowspace.cli.positions_plain import Answer, Vectors

if TYPE_CHECKING:
    from rowspace.operations.model_positions import ModelPositions
    from rowspace.operations.positions_check import PositionsCheck
    from rowspace.operations.positions_findings import Finding
    from rowspace.operations.positions_table import PositionsTable
    from rowspace.positions.pairing import Pairing
    from rowspace.positions.precision import Dtype


LONGEST = 10  # digits of a layer's number


@dataclass(frozen=True, slots=True)
class Question:
    """Options of a question about a model."""

    layer: str | None
    length: int | None
    at: tuple[int, int] | None
    shift: int
    vectors: Vectors | None
    pairing: Pairing | None
    dtype: Dtype | None
    scaling: str | None
    factor: float

    @property
    def of_layer(self) -> int | str | None:
        """A number where it is one."""
        number = self.layer and self.layer.isascii() and self.layer.isdecimal() and len(self.layer) < LONGEST
        return int(self.layer) if self.layer and number else self.layer


def ask(what: str, asked: Question) -> Answer:
    from rowspace.operations.config_file import settings_of
    from rowspace.operations.model_positions import model_positions, positions_in
    from rowspace.operations.positions_table import positions_table
    from rowspace.positions.model import RotaryPositions
    from rowspace.positions.rescaled import rescaled

    settings = settings_of(what)
    q, k = asked.vectors or (None, None)
    answer = model_positions(
        settings,
        layer=asked.of_layer,
        length=asked.length,
        at=asked.at,
        shift=asked.shift,
        q=q,
        k=k,
        pairing=asked.pairing,
        dtype=asked.dtype,
        scaling=asked.scaling,
        factor=asked.factor,
    )
    found = positions_in(settings, asked.of_layer, asked.length)
    if asked.scaling is not None:
        found = rescaled(found, asked.scaling, asked.factor)
    if asked.pairing is not None and isinstance(found, RotaryPositions):
        found = replace(found, pairing=asked.pairing)
    title = settings.title or settings.source

    def table() -> PositionsTable:
        return positions_table(found, title, asked.length, settings=settings)

    keys = plain(answer)
    return Answer(keys, lambda: _describe(answer, keys.get("out")), title, found, table)


def show_catalogue(*, as_json: bool) -> None:
    from rowspace.operations.model_catalogue import catalogue

    entries = catalogue()
    lines = [
        [
            entry.name,
            entry.encoding,
            "" if entry.base is None else f"{entry.base:,.0f}",
            "" if entry.dim is None else str(entry.dim),
            "" if entry.context is None else f"{entry.context:,}",
            entry.method or "",
            f"{entry.level} {entry.evidence}",
        ]
        for entry in entries
    ]
    headings = ["model", "encoding", "theta", "dim", "context", "method", "source"]
    show({"models": entries}, lambda: print_table(headings, lines), as_json=as_json)


def describe_check(found: PositionsCheck) -> None:
    """One block a finding: what it is, how it is read, how far it is off."""
    for finding in found.findings:
        print(f"{finding.what} {'×'.join(map(str, finding.shape))}: {_verdict(finding, found.source)}")
        for question, choice in finding.choices.items():
            own = finding.differs.get(question)
            print(f"  {question}: {choice}" + (f" (the model: {own})" if own else ""))
        if finding.also:
            print(f"  {len(finding.also)} other readings fit these numbers as well")
    if found.ignored:
        print(f"not looked at: {', '.join(found.ignored)}")


def _verdict(finding: Finding, source: str) -> str:
    off = f"largest difference {finding.difference:.3g}"
    if finding.precision is not None and not finding.matches:
        return f"nearly as below, but {finding.stored} should be nearer: {off}, as {finding.precision} rounds"
    if not finding.matches:
        return f"matches no known convention of {source}; the nearest has {off}"
    return f"{'as' if finding.agrees else 'not as'} {source} has it; {off}, as {finding.precision} rounds"


def _describe(answer: ModelPositions, out: str | None) -> None:
    print_fields(
        {
            "model": answer.title or answer.source,
            "encoding": answer.encoding,
            "method": answer.method if answer.method != "default" else None,
            "layer": None if answer.layer is None else str(answer.layer),
            "dim": answer.dim,
            "rows": answer.rows,
            "offset": answer.offset or None,
            "heads": answer.heads,
            "buckets": answer.bucket_count,
            "max distance": answer.max_distance,
            "theta": None if answer.base is None else f"{answer.base:,.0f}",
            "pairing": answer.pairing,
            "context": answer.context,
            "trained on": answer.original if answer.original != answer.context else None,
            "never a full turn": None
            if answer.unfinished is None
            else f"{answer.unfinished} of {len(answer.inv_freq)} pairs",
            "attention factor": answer.attention_factor if answer.encoding == "rotary" else None,
            "softmax scale": answer.softmax_scale,
            "source": answer.evidence,
        }
    )
    for rule in answer.rules:
        print(f"rule: {rule}")
    for warning in answer.warnings:
        print(f"warning: {warning}")
    _print_scores(answer)
    _print_numbers(answer)
    if out:
        print(f"wrote {out}")


def _unfinished(answer: ModelPositions) -> str | None:
    return None if answer.unfinished is None else f"{answer.unfinished} of {len(answer.inv_freq)} pairs"


def _print_scores(answer: ModelPositions) -> None:
    for (m, n), score in zip(answer.at, answer.scores, strict=False):
        print(f"score {score:.4f} with the query at {m:g} and the key at {n:g}")
    for (m, n), bucket in zip(answer.at, answer.buckets, strict=False):
        print(f"bucket {bucket} with the query at {m:g} and the key at {n:g}")
    if answer.computed is not None:
        for near, error in zip(answer.computed.scores, answer.computed.errors, strict=True):
            told = "overflows" if near is None or error is None else f"{near:.6f}, off by {error:.2g}"
            print(f"in {answer.computed.dtype}: {told}")


def _print_numbers(answer: ModelPositions) -> None:
    if answer.slopes:
        print_table(["head", "slope"], [[head, f"{slope:.6g}"] for head, slope in enumerate(answer.slopes)])
    if answer.inv_freq:
        lines = [
            [pair, f"{frequency:.6g}", "stands still" if length is None else f"{length:,.6g}"]
            for pair, (frequency, length) in enumerate(zip(answer.inv_freq, answer.wavelengths, strict=True))
        ]
        print_table(["pair", "radians a position", "wavelength"], lines)
