/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import java.util.UUID;

/**
 * What a row of feedback gains and loses: bit n is the topic with number n.
 *
 * @param feedback the row
 * @param taken bits that go
 * @param given bits that come
 */
public record TopicChange(UUID feedback, long taken, long given) {}
