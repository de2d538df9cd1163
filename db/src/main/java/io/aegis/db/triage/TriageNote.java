/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import java.time.Instant;

/**
 * What a colleague wrote about a row.
 *
 * @param number of the note, from 1
 * @param author name of who wrote it
 * @param text as written; never to be rendered unescaped
 * @param at when
 */
public record TriageNote(int number, String author, String text, Instant at) {}
