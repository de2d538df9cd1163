/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import java.util.UUID;

/**
 * The group of texts that say the same which most of a burst belongs to.
 *
 * @param id of the group
 * @param texts of the last hour's that belong to it, of those that were looked at
 */
public record MainGroup(UUID id, long texts) {}
