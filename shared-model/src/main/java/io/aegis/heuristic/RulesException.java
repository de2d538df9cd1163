/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.problem.IoReason;
import java.util.List;

/** A rule set that cannot be used. The message is for operators: it names file, line, column, and what to do. */
public final class RulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RulesException(String message) {
        super(message);
    }

    private RulesException(String message, Throwable cause) {
        super(message, cause);
    }

    static RulesException of(List<String> mistakes) {
        return new RulesException(String.join(System.lineSeparator(), mistakes));
    }

    static RulesException unreadable(String file, Exception cause) {
        return new RulesException(file + " cannot be read: " + IoReason.of(cause), cause);
    }
}
