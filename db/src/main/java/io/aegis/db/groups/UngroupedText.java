/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import java.util.UUID;

/**
 * A row that nobody has looked at for its group.
 *
 * @param id of the row
 * @param text sanitised
 */
public record UngroupedText(UUID id, String text) {}
