"""Archives for Lee to import."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "#1f5a4a").save(out, "PNG")
    return out.getvalue()
