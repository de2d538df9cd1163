/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What single lines of a window say in words.
 *
 * @param restarting the service that started or stopped at least three times, if any did
 * @param timeout the service whose errors tell of a dependency that does not answer, if any do
 * @param fatal what a program could not go on with, if any line says so
 */
public record LogSigns(Optional<String> restarting, Optional<String> timeout, Optional<Fatal> fatal) {

    /**
     * What a program could not go on with.
     *
     * @param service which says so
     * @param sign the gravest of what it says
     */
    public record Fatal(String service, FatalSign sign) {}

    private static final int CRASHES = 3;

    private static final List<String> RESTART =
            List.of("crashloop", "oomkilled", "exit code", "shutting down", "starting application");

    private static final List<String> NO_ANSWER = List.of(
            "timeout",
            "timed out",
            "time out",
            "connection refused",
            "connection reset",
            "deadline exceeded",
            "unreachable",
            "no route to host");

    /** The signs in the lines of a window, but for what is fatal: whether that is news the minutes before have to tell. */
    public static LogSigns in(Collection<LogEntry> lines) {
        return new LogSigns(
                most(lines.stream().filter(LogSigns::restarts).toList(), CRASHES),
                most(lines.stream().filter(LogSigns::unanswered).toList(), 1),
                Optional.empty());
    }

    private static Optional<String> most(Collection<LogEntry> lines, int least) {
        return lines.stream()
                .collect(Collectors.groupingBy(LogEntry::service, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(service -> service.getValue() >= least)
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey);
    }

    /** Whether a line tells of a program that starts or ends. */
    public static boolean restarts(LogEntry line) {
        String text = text(line);
        int started = text.indexOf("started ");
        return RESTART.stream().anyMatch(text::contains) || (started >= 0 && text.indexOf(" in ", started) >= 0);
    }

    /** Whether a line is an error that tells of a dependency that does not answer. */
    public static boolean unanswered(LogEntry line) {
        return line.level() == LogLevel.ERROR && NO_ANSWER.stream().anyMatch(text(line)::contains);
    }

    private static String text(LogEntry line) {
        String message = line.message();
        int length = Math.min(message.length(), LogTokens.MOST_CHARACTERS);
        return message.substring(0, length).toLowerCase(Locale.ROOT);
    }
}
