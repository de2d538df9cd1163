/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import io.aegis.embedding.Embedding;
import java.util.UUID;

/**
 * The vector of a row.
 *
 * @param feedback id of the row
 * @param vector what its text says
 */
public record FeedbackVector(UUID feedback, Embedding vector) {}
