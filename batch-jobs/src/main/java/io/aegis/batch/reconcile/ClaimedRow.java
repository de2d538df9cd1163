/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.storage.StoredFeedback;
import java.util.UUID;

/**
 * A row that this process holds a lease on while it asks an LLM about it.
 *
 * @param row as it is stored
 * @param token proves the lease
 */
record ClaimedRow(StoredFeedback row, UUID token) {}
