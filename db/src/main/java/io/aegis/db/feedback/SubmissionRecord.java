/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.storage.Metadata;
import java.time.Instant;
import java.util.UUID;

/**
 * One submission of a text that told more than the text.
 *
 * @param id of the submission
 * @param submittedAt when it was received
 * @param metadata what it told
 */
public record SubmissionRecord(UUID id, Instant submittedAt, Metadata metadata) {}
