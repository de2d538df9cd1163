/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Decisions about many rows of feedback at once. Each row's stands in the audit log as a part of one step, which can be taken back
 * as a whole.
 */
package io.aegis.db.bulk;
