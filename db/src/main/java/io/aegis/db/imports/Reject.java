/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

/**
 * A record that is no feedback.
 *
 * @param line on which it begins, the first being 1
 * @param reason for the person who sent the file
 * @param content the text, or the whole record where that cannot be told
 */
public record Reject(long line, String reason, String content) {}
