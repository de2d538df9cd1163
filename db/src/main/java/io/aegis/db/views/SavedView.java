/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.views;

import java.time.Instant;
import java.util.UUID;

/**
 * A filter under a name.
 *
 * @param id of the view
 * @param owner id of who saved it
 * @param ownerName the name of who saved it
 * @param name 1 to {@value SavedViews#MAX_NAME} code points; never to be rendered unescaped
 * @param filter parameters of a list, as they stand behind the question mark
 * @param shared whether everybody sees it
 * @param createdAt when it was saved
 */
public record SavedView(
        UUID id, String owner, String ownerName, String name, String filter, boolean shared, Instant createdAt) {}
