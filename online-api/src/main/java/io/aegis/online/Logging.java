/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.aegis.settings.LogThreshold;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Logging of the process: one JSON object for each line on standard output, Helidon's messages among them. */
final class Logging {

    private Logging() {}

    /** Takes over what libraries log through java.util.logging. */
    static void begin() {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
    }

    /** Sets the least severe messages that are logged. */
    static void level(LogThreshold level) {
        context().getLogger("io.aegis").setLevel(Level.toLevel(level.name()));
    }

    /** Writes what is still queued. Nothing is logged afterwards. */
    static void end() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
