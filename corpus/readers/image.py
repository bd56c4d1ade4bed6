"""Reads images of pages (.png .jpg .tif .bmp .webp) with a recogniser; a TIFF may hold several pages."""

from __future__ import annotations

import io

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.printed.recognition import recognised_page
from corpus.readers.printed.running_text import document_of

_MAX_PIXELS = 89_000_000  # an A3 page at 600 dpi has 70 million
_MAX_PAGES = 500


def read(data: bytes) -> Document:
    """Return the text that is read in the image, all of it marked as recognised.

    Raises ReadError where the image is damaged or larger than the limits, and where no recogniser is installed.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > _MAX_PAGES:
                raise ReadError(f"the image has {count:,} pages, more than {_MAX_PAGES:,}; split it")
            pages = []
            for number in range(count):
                image.seek(number)
                width, height = image.size
                if width * height > _MAX_PIXELS:
                    raise ReadError(
                        f"the image has {width} × {height} pixels, more than {_MAX_PIXELS:,}; make it smaller"
                    )
                pages.append(recognised_page(ImageOps.exif_transpose(image)))
    except UnidentifiedImageError as error:
        raise ReadError("damaged or no image of a known format; save it as PNG") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(f"the image is damaged ({error}); save it anew") from error
    return document_of(pages)
