/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Counts for the administrator, taken from the rows at the moment they are asked for. Nothing is counted ahead, so the counts
 * are never wrong.
 */
package io.aegis.db.stats;
