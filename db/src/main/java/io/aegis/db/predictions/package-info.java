/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Predictions, the policy's decisions on them, and what operators say of them.
 * Pages neither repeat nor skip a prediction, whatever is written meanwhile.
 */
package io.aegis.db.predictions;
