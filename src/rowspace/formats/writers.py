"""The formats rowspace writes, and which of them a file's ending means."""

from __future__ import annotations

from pathlib import Path

from rowspace.errors import BadArgument
from rowspace.formats.array_writers import NpyWithTokens, ParquetFrame
from rowspace.formats.native_writer import NativeFile
from rowspace.formats.word_vectors_writer import ProjectorPair, WordVectorsBinary, WordVectorsText
from rowspace.formats.writer import Writer

WRITERS: list[Writer] = [
    NativeFile(),
    WordVectorsText("word2vec", (".txt", ".vec")),
    WordVectorsBinary(),
    WordVectorsText("glove", header=False),
    NpyWithTokens(),
    ParquetFrame(),
    ProjectorPair(),
]


def writer_for(out: Path, name: str | None = None) -> Writer:
    """The writer of a name, or else of the file's ending. Raises BadArgument for one that is not known."""
    if name is not None:
        for writer in WRITERS:
            if writer.name == name:
                return writer
        raise BadArgument(f'Formats to write are {", ".join(writer.name for writer in WRITERS)}; got "{name}".')
    for writer in WRITERS:
        if out.suffix.lower() in writer.endings:
            return writer
    known = ", ".join(ending for writer in WRITERS for ending in writer.endings)
    raise BadArgument(f'The ending of "{out.name}" names no format; endings are {known}. Or choose one with --format.')
