"""The inner loop of GloVe (Pennington, Socher & Manning 2014, eq. 8) with AdaGrad (Duchi et al. 2011)."""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled


@compiled
def glove_chunk(
    first: Any,
    second: Any,
    weights: Any,
    rows: Any,
    contexts: Any,
    row_squares: Any,
    context_squares: Any,
    most: float,
    power: float,
    rate: float,
) -> float:
    """One step a pair: f(x) (w·c + b + b' − log x)².   Returns the loss of all pairs, f(x) times the square halved.

    first, second, weights  (p,)        pairs and how often they meet, x
    rows, contexts          (n, d + 1)  the last number of a row is its bias
    …_squares               (n, d + 1)  squared gradients so far, from 1 on
    most, power             f(x) = min(1, x / most)^power
    """
    dim = rows.shape[1] - 1
    loss, step = 0.0, np.float32(rate)
    for i in range(len(first)):
        w, c = rows[first[i]], contexts[second[i]]
        gw, gc = row_squares[first[i]], context_squares[second[i]]
        miss = w[dim] + c[dim]
        for d in range(dim):
            miss += w[d] * c[d]
        miss -= np.float32(np.log(weights[i]))
        importance = np.float32(min(1.0, weights[i] / most) ** power)
        slope = importance * miss
        loss += 0.5 * slope * miss
        for d in range(dim):
            to_w, to_c = slope * c[d], slope * w[d]
            w[d] -= np.divide(step * to_w, np.sqrt(gw[d]))
            c[d] -= np.divide(step * to_c, np.sqrt(gc[d]))
            gw[d] += to_w * to_w
            gc[d] += to_c * to_c
        w[dim] -= step * slope / np.sqrt(gw[dim])
        c[dim] -= step * slope / np.sqrt(gc[dim])
        gw[dim] += slope * slope
        gc[dim] += slope * slope
    return loss
