/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.embedding.Embedding;
import java.util.Optional;
import java.util.UUID;

/**
 * What decides which topics of operators a row of feedback carries.
 *
 * @param feedback the row
 * @param text sanitised
 * @param ownTopics what it carries now: bit n is the topic with number n
 * @param vector of the text, when it has one
 */
public record TopicRow(UUID feedback, String text, long ownTopics, Optional<Embedding> vector) {}
