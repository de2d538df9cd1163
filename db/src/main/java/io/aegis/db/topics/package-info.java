/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The topics that operators made, in the database: their list, changed as a whole by whoever saw its last version. Rows of
 * feedback carry them as bits.
 */
package io.aegis.db.topics;
