/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.llm.LlmVerdict;

/** What the race tells whoever counts. Called on request threads: must not block. */
public interface RaceEvents {

    /** How one text got its answer. */
    enum Outcome {
        /** The text was stored already. */
        DUPLICATE,
        /** An identical text was on its way. */
        SHARED_FLIGHT,
        /** The LLM answered in time. */
        AI,
        /** No LLM call was made: none configured, all circuits open, no permit, budget spent. */
        FALLBACK_NO_CALL,
        /** Recent answers all came late, so nobody waited. */
        FALLBACK_NOT_WAITED,
        /** The deadline came first. */
        FALLBACK_DEADLINE,
        /** The call failed before the deadline. */
        FALLBACK_LLM_FAILED,
        /** The store did not confirm in time: no answer but an honest error. */
        UNAVAILABLE
    }

    /** One submission was answered, or refused for {@link Outcome#UNAVAILABLE}. */
    void answered(Outcome outcome);

    /**
     * A late verdict met its row.
     *
     * @param verdict what came late
     * @param taken whether the row took it; else a person or a newer verdict was there first
     */
    void lateVerdict(LlmVerdict verdict, boolean taken);

    /** A late verdict could not be stored; the reconcile job will ask again. */
    void lateVerdictLost(Throwable reason);
}
