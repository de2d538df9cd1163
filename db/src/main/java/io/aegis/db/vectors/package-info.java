/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The vectors of feedback, beside its rows. They are stored in the order of the rows' ids, so that the newest tells how far it
 * is done.
 */
package io.aegis.db.vectors;
