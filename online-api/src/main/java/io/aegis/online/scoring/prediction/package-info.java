/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Predictions on their way into the database, what operators say of them, and how many there were. They are written behind the
 * answer, in batches.
 */
package io.aegis.online.scoring.prediction;
