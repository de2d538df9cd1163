/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.problem.ProblemException;
import java.io.IOException;

/** A body has more bytes than are read. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    BodyTooLargeException(long limit) {
        this.limit = limit;
    }

    /** What its sender is told. */
    ProblemException problem() {
        return ProblemException.tooLarge(limit);
    }
}
