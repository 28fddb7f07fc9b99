"""Where a member of a zip archive lies in the file, for members that are stored as they are and so can be mapped."""

from __future__ import annotations

import os
import zipfile
from typing import BinaryIO

from rowspace.errors import BadFile


def stored_range(file: BinaryIO, member: zipfile.ZipInfo, *, where: str) -> tuple[int, int]:
    """First byte and length of a member within the archive's file.

    where  names file and member, for messages

    Raises BadFile where the member is compressed, or is not where the archive says.
    """
    if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
        raise BadFile(f"{where} is compressed; it must be stored plain.")
    file.seek(member.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise BadFile(f"{where} is not where the archive says.")
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = member.header_offset + 30 + names
    if start + member.file_size > os.fstat(file.fileno()).st_size:
        raise BadFile(f"{where} ends past the file. The download may be incomplete.")
    return start, member.file_size
