"""Tells what an OLE container holds (MS-CFB): a document of Word 97 or Works, an encrypted one, something else."""

from __future__ import annotations

import struct
from io import BytesIO

from corpus.errors import ReadError

_FIB_ENCRYPTED = 0x0100  # MS-DOC 2.5.2, FibBase, bit fEncrypted
_PASSWORD = "the file is protected by a password; open it in its own program and save it without one"


def suffix_of(data: bytes) -> str:
    """Return the suffix that the content asks for: ".doc", or ".wps" for Microsoft Works.

    Raises ReadError where the container is damaged, encrypted or holds no text document.
    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            streams = {"/".join(path): path for path in container.listdir()}
            if "EncryptedPackage" in streams:
                raise ReadError(_PASSWORD)
            if "WordDocument" in streams:
                beginning = container.openstream("WordDocument").read(12)
                if len(beginning) == 12 and struct.unpack_from("<H", beginning, 10)[0] & _FIB_ENCRYPTED:
                    raise ReadError(_PASSWORD)
                return ".doc"
    except (OSError, struct.error, IndexError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise ReadError(f"the file is damaged: its OLE container cannot be opened ({error}); get it anew") from error
    if "MatOST" in streams or "CONTENTS" in streams:
        return ".wps"
    held = "a workbook: save it as .xlsx" if {"Workbook", "Book"} & streams.keys() else "something else"
    raise ReadError(f"the file is no text document but an OLE container with {held}; or save its text as .docx")
