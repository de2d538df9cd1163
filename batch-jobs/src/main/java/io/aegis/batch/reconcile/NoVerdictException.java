/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.llm.LlmFailure;

/** No LLM gave a verdict on a row, which is skipped. No stack trace: there may be many. */
final class NoVerdictException extends Exception {

    private static final long serialVersionUID = 1L;

    private final LlmFailure failure;

    NoVerdictException(LlmFailure failure) {
        super(failure.name(), null, false, false);
        this.failure = failure;
    }

    LlmFailure failure() {
        return failure;
    }
}
