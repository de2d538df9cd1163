/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/**
 * The four numbers of VADER 3.3.2, rounded as the Python reference rounds them.
 *
 * @param neg share of negative tokens, 0..1, three decimals
 * @param neu share of neutral tokens, 0..1, three decimals
 * @param pos share of positive tokens, 0..1, three decimals
 * @param compound the normalised sum, -1..1, four decimals
 */
public record VaderScores(double neg, double neu, double pos, double compound) {}
