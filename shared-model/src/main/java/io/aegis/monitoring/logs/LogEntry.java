/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.time.Instant;

/**
 * One line of a log.
 *
 * @param service who logged it
 * @param level how grave it is
 * @param message what it says; of any length, of which the first {@value LogTokens#MOST_CHARACTERS} characters count
 * @param timestamp when
 */
public record LogEntry(String service, LogLevel level, String message, Instant timestamp) {}
