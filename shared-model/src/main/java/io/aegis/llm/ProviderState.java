/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.circuit.CircuitSnapshot;
import java.util.Optional;

/**
 * How a provider fares at one moment.
 *
 * @param circuit whether calls pass
 * @param request how it is asked; empty for the mock
 * @param lastError what its server said when the latest call failed; empty when it said nothing, or after a success
 */
public record ProviderState(
        CircuitSnapshot<LlmFailure> circuit, Optional<Request> request, Optional<ServerError> lastError) {

    /**
     * How a provider is asked.
     *
     * @param format by what its server has said so far
     * @param steps how many times that has changed since the start
     */
    public record Request(RequestFormat format, int steps) {}
}
