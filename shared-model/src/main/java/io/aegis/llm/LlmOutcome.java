/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/** How a call ended: exactly one of these. */
public sealed interface LlmOutcome {

    /** A valid verdict. */
    record Answered(LlmVerdict verdict) implements LlmOutcome {}

    /** No provider of the chain gave one; the failure of the last one tried. */
    record Failed(LlmFailure failure) implements LlmOutcome {}

    /** Whether a provider declined to deal with the text. */
    default boolean isRefusal() {
        return equals(new Failed(LlmFailure.CONTENT_REFUSED));
    }
}
