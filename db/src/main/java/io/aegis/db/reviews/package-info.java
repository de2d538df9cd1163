/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Questions to people about rows on which the lanes disagree, and what they decided. Each decision is kept as one more analysis
 * of the row.
 */
package io.aegis.db.reviews;
