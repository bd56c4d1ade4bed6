"""What can go wrong with encoders and indexes."""


class EmbeddingsError(Exception):
    """Base of this package's errors; the message says what was found and what to do."""


class EncoderError(EmbeddingsError):
    """An encoder cannot be loaded."""


class IndexFileError(EmbeddingsError):
    """An index file is missing or damaged."""
