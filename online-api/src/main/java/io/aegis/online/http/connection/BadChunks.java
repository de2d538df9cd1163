package io.aegis.online.http.connection;

import io.aegis.online.problem.ProblemException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/** Tells a sender what is wrong with the chunks of its body. Helidon's own exception would leave the connection open. */
public final class BadChunks {

    private BadChunks() {}

    /** The problem: 413 for a chunk that is too large, else 400. */
    public static ProblemException problem(RequestException wrong) {
        return wrong.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413)
                ? ProblemException.tooLarge("A part of the body is larger than is read at once.")
                : ProblemException.malformed("The body is not in well-formed chunks.");
    }
}
