/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.feedback.FeedbackText;
import io.aegis.storage.Metadata;

/**
 * A text that somebody posted.
 *
 * @param rawContent as received, without control characters
 * @param text sanitised
 * @param metadata what the submitter told about it
 */
public record Submission(String rawContent, FeedbackText text, Metadata metadata) {}
