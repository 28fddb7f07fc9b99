"""Where a member of a zip archive lies in the file, for members that are stored as they are and so can be mapped."""

from __future__ import annotations

import zipfile

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile


def stored_range(contents: NDArray[np.uint8], member: zipfile.ZipInfo, *, where: str) -> tuple[int, int]:
    """First byte and length of a member within the archive's bytes.

    where  names file and member, for messages

    Raises BadFile where the member is compressed, or is not where the archive says.
    """
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
        raise BadFile(f"{where} is compressed; it must be stored plain.")
    header = contents[member.header_offset : member.header_offset + 30].tobytes()
    if header[:4] != b"PK\x03\x04" or len(header) < 30:
        raise BadFile(f"{where} is not where the archive says.")
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    start = member.header_offset + 30 + name + extra
    if start + member.file_size > len(contents):
        raise BadFile(f"{where} ends past the file. The download may be incomplete.")
    return start, member.file_size
