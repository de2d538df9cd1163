/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

/** The least severe messages that are logged. */
public enum LogThreshold {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
