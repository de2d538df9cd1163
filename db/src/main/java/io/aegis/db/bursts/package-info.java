/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Bursts of feedback: the counts they are found in, and what was found. */
package io.aegis.db.bursts;
