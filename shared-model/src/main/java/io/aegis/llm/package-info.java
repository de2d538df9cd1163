/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The LLM lane: a chain of providers that speak OpenAI's chat completions, each behind a circuit, asked under a budget. What
 * servers do differently is learned from their answers, and what models answer is believed only within closed vocabularies.
 */
package io.aegis.llm;
