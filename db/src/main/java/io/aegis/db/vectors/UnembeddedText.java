/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.vectors;

import java.util.UUID;

/**
 * A row that has no vector yet.
 *
 * @param feedback id of the row
 * @param text as it was sanitised
 */
public record UnembeddedText(UUID feedback, String text) {}
