"""The logistic regressions that decisions and highlights are fitted by."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def logistic_regression(x: Values, y: Values, weights: Values, ridge: float) -> Values:
    """Weights and, last, the bias of a logistic regression in which both classes weigh the same.

    ``x`` has the shape (rows, features), ``y`` holds 0 and 1, and the mean loss is added to ``ridge`` times the sum
    of the squared weights.
    """
    from sklearn.linear_model import LogisticRegression

    share = weights * np.where(y == 1, 0.5 / weights[y == 1].sum(), 0.5 / weights[y == 0].sum())
    fitted: Any = LogisticRegression(C=1 / (2 * ridge), max_iter=10_000).fit(x, y, sample_weight=share)
    return np.append(fitted.coef_[0], fitted.intercept_[0])
