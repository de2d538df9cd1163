/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

/**
 * Where the time of one answer went, in nanoseconds; 0 for what was not done.
 *
 * @param dedupe looking the text up, or waiting for the first of identical submissions
 * @param heuristic analysing by rules
 * @param llm waiting for the LLM
 * @param store writing, commit included
 */
public record Timings(long dedupe, long heuristic, long llm, long store) {}
