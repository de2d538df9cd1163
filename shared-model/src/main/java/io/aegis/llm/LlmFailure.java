/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/** Why a call to an LLM gave no verdict. */
public enum LlmFailure {
    /** No complete answer within the time a call may take. */
    TIMEOUT,
    /** 429 without the marks of an exhausted quota. */
    RATE_LIMIT,
    /** No credit left: 402, or 429 with {@code insufficient_quota}. */
    QUOTA,
    /** The key is wrong, revoked or lacks the right: 401, 403. */
    AUTH,
    /** Any other 4xx, or a redirect: the provider does not take this request. */
    REFUSED,
    /** 5xx. */
    SERVER,
    /** No connection, or it broke before the answer was complete. */
    NETWORK,
    /** An answer that is not the JSON object asked for, or leaves the vocabularies. */
    BAD_ANSWER,
    /** The server does not take a parameter of the request; from now on it is asked without. */
    PARAMETER,
    /** The server, or its model, does not want to deal with this text. */
    CONTENT_REFUSED;

    /** Whether it tells something about the next call: neither what is about the text nor what has been mended does. */
    public boolean blamesProvider() {
        return this != PARAMETER && this != CONTENT_REFUSED;
    }
}
