/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.db.vectors.FeedbackVector;

/**
 * What the model makes of a row's text.
 *
 * @param vector the row's
 * @param suspected whether it may be urgent
 */
record EmbeddedText(FeedbackVector vector, boolean suspected) {}
