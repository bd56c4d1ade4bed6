"""Documents in force go before those that are not, unless they answer much worse.

Both figures are shares of a score, as scores are of another size for every question: a question in the text's own words
scores twice as high as an everyday or an English one. They were chosen on written questions
(tests/qa/test_precedence.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.indexes import Scores

KEPT = 0.7  # of its score by a passage of a document that is not in force
ANSWERS_TOO = 0.45  # of a repealed document's best score: the repealing document that reaches it goes before
BELOW = 0.001  # the repealing document's best passage the repealed one's best then stands


def in_force_first(
    scores: Scores, policy_of: npt.NDArray[np.int64], lapsed: npt.NDArray[np.bool_], repeals: Sequence[tuple[int, int]]
) -> Scores:
    """The scores by which passages are ranked, float32, shape (passages,), as those given.

    ``policy_of`` is the position of each passage's document, ``lapsed`` says which documents are not in force, shape
    (policies,), and ``repeals`` holds the positions of each repealed document and of one that repealed it.
    """
    if not lapsed.any():
        return scores
    ranked = np.where(lapsed[policy_of] & (scores > 0), KEPT * scores, scores).astype(np.float32)
    best = np.full((2, len(lapsed)), -np.inf, dtype=np.float32)
    np.maximum.at(best[0], policy_of, scores)
    np.maximum.at(best[1], policy_of, ranked)
    for old, new in repeals:
        if best[0, old] > 0 and best[0, new] >= ANSWERS_TOO * best[0, old]:
            down = best[1, old] - (best[1, new] - BELOW)
            if down > 0:
                ranked[policy_of == old] -= down
                best[1, old] -= down
    return ranked
