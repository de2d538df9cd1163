/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Series and their samples, minute means and the newest verdict on each series.
 * Reads are over {@link io.aegis.db.ReadAccess}, so that the scoring path does them with an account that cannot write.
 */
package io.aegis.db.series;
