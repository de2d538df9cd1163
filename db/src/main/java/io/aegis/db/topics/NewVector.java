/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import java.time.Instant;

/**
 * A row whose text has a vector that may not have been compared with examples.
 *
 * @param row with the vector
 * @param madeAt when the vector was made
 */
public record NewVector(TopicRow row, Instant madeAt) {}
