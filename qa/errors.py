"""What can go wrong with collections, questions and evaluations."""


class QAError(Exception):
    """Base of this package's errors; the message says what was found and what to do."""


class CollectionError(QAError):
    """A collection is missing, damaged, or does not fit the encoder."""


class UnknownRegionError(QAError):
    """A place that neither the gazetteer nor any document knows."""


class UnknownDocumentError(QAError):
    """A source that no document of the collection has."""


class NothingToReadError(QAError):
    """None of the given files could be read; the message lists why."""


class DatasetError(QAError):
    """A dataset for evaluation is malformed; the message names file, line and what is wrong."""
