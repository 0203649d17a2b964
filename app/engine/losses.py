"""How wrong an answer is, and which way each score should move to be less wrong.

A loss is worked out from the *logits*, the scores before softmax or sigmoid turns them
into probabilities. Taken together the two have a slope of great beauty: the probability
given, minus the probability wanted. Taken apart they divide by numbers close to zero.

Both losses here answer picture by picture; whoever trains decides what to average over.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.types import Array, ShapeError

Labels = NDArray[np.integer]


class Loss(NamedTuple):
    """What each picture cost, and the slope of that cost with respect to its logits.

    values  (n,)              the cost of each picture
    grad    shape of logits   how that picture's cost changes with each of its scores
    """

    values: Array
    grad: Array


def softmax_cross_entropy(
    logits: Array,
    labels: Labels,
    *,
    smoothing: float = 0.0,
    class_weights: Array | None = None,
) -> Loss:
    """Minus the logarithm of the probability that was given to the truth.

        logits          (n, k, 1, 1)   one score per class
        labels          (n,)           the right class, counted from 0
        smoothing       0..1           this share of the wanted probability is spread evenly
                                       over all classes (Szegedy et al. 2015, section 7)
        class_weights   (k,)           how much a picture of each class counts

    A sure and right answer costs nothing; an undecided one costs ln k:

    >>> loss = softmax_cross_entropy(np.zeros((1, 10, 1, 1)), np.array([3]))
    >>> print(loss.values.round(4), loss.grad[0, 3, 0, 0])
    [2.3026] -0.9
    """
    count, classes = _one_score_per_class(logits, labels)
    scores = logits.reshape(count, classes)
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probability = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    wanted = np.full_like(scores, smoothing / classes)
    wanted[np.arange(count), labels] += 1 - smoothing
    values = -(wanted * log_probability).sum(axis=1)
    grad = np.exp(log_probability) - wanted
    if class_weights is not None:
        importance = class_weights[labels].astype(scores.dtype)
        values, grad = values * importance, grad * importance[:, None]
    return Loss(values, grad.reshape(logits.shape))


def binary_cross_entropy(logits: Array, wanted: Array) -> Loss:
    """For yes-or-no questions: what softmax cross-entropy is for one of many.

        logits   (n, k, 1, 1)   one score per question; above 0 means yes
        wanted   (n, k, 1, 1)   1 for yes, 0 for no, or anything in between

    A picture's cost is the mean over its questions. Written so that a score of a
    thousand costs a thousand, and not infinity:

    >>> loss = binary_cross_entropy(np.array([[[[1000.0]]]]), np.zeros((1, 1, 1, 1)))
    >>> print(loss.values, loss.grad.ravel())
    [1000.] [1.]
    """
    if logits.shape != wanted.shape:
        raise ShapeError(
            f"There are scores of shape {logits.shape} and answers of shape {wanted.shape}; "
            "they must have the same shape."
        )
    questions = logits[0].size
    small = np.exp(-np.abs(logits))
    costs = np.maximum(logits, 0) - logits * wanted + np.log1p(small)
    probability = np.where(logits >= 0, 1 / (1 + small), small / (1 + small))
    return Loss(
        costs.reshape(len(logits), -1).mean(axis=1),
        ((probability - wanted) / questions).astype(logits.dtype, copy=False),
    )


def _one_score_per_class(logits: Array, labels: Labels) -> tuple[int, int]:
    """The number of pictures and of classes, once it is sure that they fit."""
    count, classes = logits.shape[:2]
    if logits.size != count * classes:
        raise ShapeError(
            f"A score per class has the shape (n, classes, 1, 1), not {logits.shape}: "
            "take the loss where the network has become a list."
        )
    if labels.shape != (count,):
        raise ShapeError(f"{count} pictures need {count} labels, not {labels.shape}.")
    if count and not 0 <= labels.min() <= labels.max() < classes:
        raise ShapeError(f"Labels run from 0 to {classes - 1} here; there is one beyond.")
    return count, classes
