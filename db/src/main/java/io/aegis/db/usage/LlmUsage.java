/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

/**
 * Calls of LLMs, added up.
 *
 * @param calls begun
 * @param failures calls that gave no verdict, those without an answer in time included
 * @param timeouts calls that were not answered before the deadline of the request that began them
 * @param lateUpgrades late verdicts that a row took
 * @param inputTokens tokens of prompts
 * @param outputTokens tokens of answers
 * @param costMicroUsd price in millionths of a US dollar
 */
public record LlmUsage(
        long calls,
        long failures,
        long timeouts,
        long lateUpgrades,
        long inputTokens,
        long outputTokens,
        long costMicroUsd) {}
