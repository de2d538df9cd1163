/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import java.util.Locale;

/**
 * Something that is wrong, for an operator.
 *
 * @param id of its kind, the same each time
 * @param level how bad it is
 * @param title what is wrong, in a few words
 * @param detail what that means
 * @param action what to do about it
 * @param link to the page of the dashboard where it can be done; empty when there is none
 */
record OperationalIssue(String id, Level level, String title, String detail, String action, String link) {

    /** How bad it is. */
    enum Level {
        CRITICAL,
        WARNING,
        INFO;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
