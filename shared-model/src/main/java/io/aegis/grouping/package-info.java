/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * When two texts say the same: shingles, their MinHash and its bands, by which near-duplicates meet without a comparison of all
 * pairs. Everything is a function of the text alone, so that every process and every version finds the same.
 */
package io.aegis.grouping;
