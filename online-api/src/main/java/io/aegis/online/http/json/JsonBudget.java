/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import io.aegis.problem.ProblemException;

/**
 * What may be made of one JSON body: a byte of it can become a hundred in memory. Used by the request's own thread only.
 */
public final class JsonBudget {

    /** Longest usual body, bytes. */
    private static final int USUAL_BYTES = 64 << 10;

    /** Most tokens of a usual body. */
    static final int USUAL_TOKENS = 4096;

    /** Bytes of a larger body for each of its tokens: ten thousand samples with twenty labels each fit into 8 MiB. */
    private static final int BYTES_PER_TOKEN = 16;

    /** Tokens that are passed over for each value that is built. */
    private static final int TOKENS_PER_NODE = 2;

    private final int mostTokens;
    private final int mostNodes;
    private int tokens;
    private int nodes;

    private JsonBudget(int mostTokens) {
        this.mostTokens = mostTokens;
        this.mostNodes = mostTokens / TOKENS_PER_NODE;
    }

    /** For a body of up to so many bytes. */
    public static JsonBudget of(int bytes) {
        return new JsonBudget(Math.max(USUAL_TOKENS, bytes > USUAL_BYTES ? bytes / BYTES_PER_TOKEN : 0));
    }

    /**
     * Counts a token: a name, a value, a beginning or an end.
     *
     * @throws ProblemException 422 when it is one too many
     */
    void token() {
        tokens++;
        if (tokens > mostTokens) {
            throw tooMuch();
        }
    }

    /**
     * Counts a value that is built.
     *
     * @throws ProblemException 422 when it is one too many
     */
    void node() {
        nodes++;
        if (nodes > mostNodes) {
            throw tooMuch();
        }
    }

    private static ProblemException tooMuch() {
        return ProblemException.invalid("body", "must have fewer names and values");
    }
}
