/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.logs;

import io.aegis.monitoring.logs.LogLevel;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How grave a line is, where its sender does not say: by the first word among its first that names a level. */
public final class LineLevel {

    /** Programs that say it say it early. */
    private static final int FIRST_CHARACTERS = 200;

    private static final int LONGEST = 16;

    private static final Map<String, LogLevel> NAMES = Map.ofEntries(
            Map.entry("trace", LogLevel.DEBUG),
            Map.entry("debug", LogLevel.DEBUG),
            Map.entry("info", LogLevel.INFO),
            Map.entry("information", LogLevel.INFO),
            Map.entry("informational", LogLevel.INFO),
            Map.entry("notice", LogLevel.INFO),
            Map.entry("warn", LogLevel.WARN),
            Map.entry("warning", LogLevel.WARN),
            Map.entry("err", LogLevel.ERROR),
            Map.entry("error", LogLevel.ERROR),
            Map.entry("severe", LogLevel.ERROR),
            Map.entry("fatal", LogLevel.ERROR),
            Map.entry("critical", LogLevel.ERROR),
            Map.entry("crit", LogLevel.ERROR),
            Map.entry("alert", LogLevel.ERROR),
            Map.entry("emerg", LogLevel.ERROR),
            Map.entry("emergency", LogLevel.ERROR),
            Map.entry("panic", LogLevel.ERROR));

    private LineLevel() {}

    /** The level that a sender names, in any case; empty when it is no name of a level. */
    public static Optional<LogLevel> named(String name) {
        return name.length() > LONGEST
                ? Optional.empty()
                : Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /**
     * The level of a line: of the first word that names one in capitals, in brackets, or behind a key such as {@code level=}; else
     * info.
     */
    public static LogLevel of(String line) {
        int end = Math.min(line.length(), FIRST_CHARACTERS);
        String before = "";
        for (int from = 0; from < end; ) {
            int to = from;
            while (to < end && Character.isLetter(line.charAt(to))) {
                to++;
            }
            if (to > from) {
                String word = line.substring(from, to);
                Optional<LogLevel> level = named(word);
                boolean bracketed = from > 0 && line.charAt(from - 1) == '[';
                if (level.isPresent() && (bracketed || isCapital(word) || isKey(before))) {
                    return level.get();
                }
                before = word;
            }
            from = to + 1;
        }
        return LogLevel.INFO;
    }

    private static boolean isCapital(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }

    private static boolean isKey(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "level", "lvl", "severity", "loglevel" -> true;
            default -> false;
        };
    }
}
