/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.stats;

import io.aegis.db.outbox.OutboxDepth;
import io.aegis.db.usage.LlmUsage;

/**
 * What the database knows of the product's state.
 *
 * @param feedback rows, counted
 * @param llm every use of LLMs, added up
 * @param alerts what waits to be delivered
 */
public record Stats(FeedbackCounts feedback, LlmUsage llm, OutboxDepth alerts) {}
