/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/**
 * Tokens that a provider charged for.
 *
 * @param input tokens of the prompt
 * @param output tokens of the answer
 */
public record TokenUsage(long input, long output) {

    /** Nothing charged, or nothing known. */
    public static final TokenUsage NONE = new TokenUsage(0, 0);
}
