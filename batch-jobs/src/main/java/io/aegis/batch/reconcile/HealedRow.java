/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.storage.Upgrade;
import java.util.UUID;

/**
 * What an LLM made of a row.
 *
 * @param upgrade what the row takes of it
 * @param token proves the lease
 */
record HealedRow(Upgrade upgrade, UUID token) {}
