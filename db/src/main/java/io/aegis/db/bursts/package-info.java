/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Bursts of feedback: the counts they are found in, and what was found. Judging them is shared-model's, and when that happens a job's. */
package io.aegis.db.bursts;
