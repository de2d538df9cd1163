/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.problem.ProblemException;

/** Tells a sender what Helidon found wrong with the chunks of its body. Helidon's own exception would leave the connection open. */
public final class BadChunks {

    private BadChunks() {}

    /** The problem, 400. */
    public static ProblemException problem() {
        return ProblemException.malformed("The body is not in well-formed chunks.");
    }
}
