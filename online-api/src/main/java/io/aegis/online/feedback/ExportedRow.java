/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.triage.TriageState;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;

/**
 * A row as files have it.
 *
 * @param row what lists show
 * @param triage what colleagues agreed on about it
 * @param metadata what its first submission told
 */
record ExportedRow(StoredFeedback row, TriageState triage, Metadata metadata) {}
