/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Labels;
import java.util.UUID;

/**
 * A text whose labels are known.
 *
 * @param feedback id of its row
 * @param evidence what was known before
 * @param labels those that it has
 * @param byPerson whether a person said so, rather than an LLM
 */
public record TopicExample(UUID feedback, TopicEvidence evidence, Labels labels, boolean byPerson) {}
