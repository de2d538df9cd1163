/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.storage.StoredFeedback;
import java.util.UUID;

/**
 * A row that this process asks an LLM about.
 *
 * @param row as it is stored
 * @param token proves the lease
 */
record Claimed(StoredFeedback row, UUID token) {}
