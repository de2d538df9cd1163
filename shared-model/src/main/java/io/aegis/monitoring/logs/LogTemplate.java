/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.List;

/**
 * What many lines of a service have in common.
 *
 * @param id a number that stays while the template grows more general
 * @param service who logs it
 * @param level how grave its lines are
 * @param tokens its words; {@code <*>} stands for what differs from line to line
 */
public record LogTemplate(int id, String service, LogLevel level, List<String> tokens) {

    private static final List<String> TROUBLE = List.of("Exception", "Traceback", "panic", "OutOfMemory", "Caused by");

    /** A template. */
    public LogTemplate {
        tokens = List.copyOf(tokens);
    }

    /** The words in a line. */
    public String text() {
        return String.join(" ", tokens);
    }

    /** Whether its lines speak of trouble: errors, and warnings or debugging output that name an exception. */
    public boolean bad() {
        String text = text();
        return level == LogLevel.ERROR
                || (level != LogLevel.INFO && TROUBLE.stream().anyMatch(text::contains));
    }

    /** The share of tokens that are those of another message of the same length, 0 to 1. */
    double likeness(List<String> message) {
        int alike = 0;
        for (int i = 0; i < tokens.size(); i++) {
            alike += tokens.get(i).equals(message.get(i)) ? 1 : 0;
        }
        return tokens.isEmpty() ? 1 : (double) alike / tokens.size();
    }

    /** The template of this one's lines and of that message. */
    LogTemplate covering(List<String> message) {
        if (tokens.equals(message)) {
            return this;
        }
        var common = new ArrayList<String>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            common.add(tokens.get(i).equals(message.get(i)) ? tokens.get(i) : Masking.WILDCARD);
        }
        return new LogTemplate(id, service, level, common);
    }
}
