/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

/**
 * Consecutive records of a staged file that one worker works through.
 *
 * @param number 0 for the first
 * @param start where its first record begins
 * @param end staged bytes before what follows its last record
 */
public record ImportPart(int number, Position start, long end) {}
