/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a model charges, in US dollars per million tokens, which is the same number as millionths of a dollar per token.
 *
 * @param input price of the prompt's tokens, not negative
 * @param output price of the answer's tokens, not negative
 */
public record ModelPrice(BigDecimal input, BigDecimal output) {

    /**
     * Checks the signs.
     *
     * @throws IllegalArgumentException when a price is negative
     */
    public ModelPrice {
        if (input.signum() < 0 || output.signum() < 0) {
            throw new IllegalArgumentException("a price cannot be negative");
        }
    }

    /** What a call costs in millionths of a dollar, rounded up. */
    public long costMicroUsd(TokenUsage usage) {
        return input.multiply(BigDecimal.valueOf(usage.input()))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
