/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.review;

/** Why a person should look at a row. */
public enum ReviewReason {
    /** One lane says POSITIVE, the other NEGATIVE. */
    SENTIMENT_FLIP("sentiment_flip"),
    /** The LLM calls urgent what the rules do not. */
    URGENCY_MISSED("urgency_missed"),
    /** The rules call urgent what the LLM does not; the row stays urgent until a person decides. */
    URGENCY_WITHDRAWN("urgency_withdrawn"),
    /** The lanes share no topic, although rules fired for theirs. */
    TOPICS_DISJOINT("topics_disjoint"),
    /** The text tries to talk to the classifier. */
    SUSPECTED_INJECTION("suspected_injection"),
    /** No rules can read the text and no LLM has answered. */
    LANGUAGE("language"),
    /** It may be urgent in other words than the rules know, and no LLM has answered. */
    POSSIBLY_URGENT("possibly_urgent"),
    /** Nothing asked for it: a person said by themselves what is right. */
    UNPROMPTED("unprompted");

    private final String label;

    ReviewReason(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code sentiment_flip}. */
    public String label() {
        return label;
    }
}
