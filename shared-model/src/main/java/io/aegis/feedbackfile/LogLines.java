/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells logs from feedback: lines that programs write, tables of them with their levels, and the lines of a chat. */
final class LogLines {

    private static final int LOOKED_AT = 20;
    private static final int LEAST = 2;
    private static final int LONGEST_LEVEL = 20;
    private static final double SHARE = .8;
    private static final int LONGEST = 1000;

    private static final String TIME =
            "\\[?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?]?";
    private static final String LEVEL = "(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE)";

    /** Each of them from the beginning of a line: of web servers, syslog in three forms, of applications, Go, Kubernetes and W3C. */
    private static final Pattern LINE = Pattern.compile(String.join(
            "|",
            "\\S{1,200}+ \\S{1,200}+ \\S{1,200}+ \\[\\d\\d/\\p{L}{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] \"",
            "(?:<\\d{1,3}>)?\\p{L}{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S{1,200}+ [\\w./()@-]{1,100}+(?:\\[\\d+])?: ",
            TIME + " \\[[a-z]{3,9}] \\d{1,9}#\\d{1,9}: ",
            "<\\d{1,3}>1 \\d{4}-\\d\\d-\\d\\dT",
            TIME + " \\S{1,200}+ [\\w./()@-]{1,100}+(?:\\[\\d+])?: ",
            TIME + ":?\\s{1,4}(?:[\\[(]?[^\\s\\])]{1,80}[\\])]?:?\\s{1,4}){0,3}?(?:[\\w-]{1,40}\\.|[\\[(<])?" + LEVEL
                    + "[\\])>]?[:\\s]",
            "[\\[(]?" + LEVEL + "[\\])]?:?\\s{1,4}" + TIME,
            "(?:time|ts|t)=\"?\\d\\S{1,60}+ (?:.{0,200} )?(?:level|lvl)=|(?:level|lvl)=\\w{1,20} (?:.{0,200} )?msg=",
            "[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ [^\\s:\\]]{1,200}+:\\d+] ",
            "\\[\\p{L}{3} \\p{L}{3} \\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? \\d{4}] \\["));

    /** Of a chat that WhatsApp and its like export: a time, a name, a message. */
    private static final Pattern CHAT = Pattern.compile(
            "\u200E?\\[?\\d{1,4}[./-]\\d\\d?[./-]\\d{2,4},? \\d\\d?[:.]\\d\\d(?:[:.]\\d\\d)?(?:[ \u202F\u00A0]?[AaPp]\\.?[Mm]\\.?)?(?:] | - )[^:]{1,60}+: ");

    private static final Set<String> LEVELS = Set.of(
            "trace",
            "debug",
            "info",
            "information",
            "notice",
            "warn",
            "warning",
            "error",
            "err",
            "fatal",
            "critical",
            "panic",
            "severe",
            "fine",
            "emerg",
            "alert",
            "crit");
    private static final Set<String> MODEST =
            Set.of("trace", "debug", "info", "information", "notice", "warn", "warning", "error", "err", "fatal");
    private static final Set<String> LEVEL_COLUMNS = Set.of(
            "level",
            "log level",
            "loglevel",
            "levelname",
            "level name",
            "lvl",
            "severity",
            "severity text",
            "log severity",
            "levelstr",
            "entry type");

    private LogLines() {}

    /** Why a text is refused whose lines are those of a log; empty when they are not. */
    static Optional<String> refusal(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST)))
                .limit(LOOKED_AT)
                .toList();
        long logged =
                lines.stream().filter(line -> LINE.matcher(line).lookingAt()).count();
        boolean w3c = text.startsWith("#Software:") || (text.startsWith("#Version:") && text.contains("\n#Fields:"));
        if (w3c || (logged >= LEAST && logged >= lines.size() * SHARE)) {
            return Optional.of(
                    "The file is the log of a program: send it to the log intake (/v1/logs, /loki/api/v1/push), "
                            + "or put what customers wrote in a table, and send that as CSV, .xlsx or JSON.");
        }
        long chatted =
                lines.stream().filter(line -> CHAT.matcher(line).lookingAt()).count();
        if (chatted >= LEAST && chatted * 2 > lines.size()) {
            return Optional.of(
                    "The file is an exported chat, with times and names before each message: put what customers"
                            + " wrote in a table, and send that as CSV, .xlsx or JSON.");
        }
        return Optional.empty();
    }

    /**
     * The column of a table that has the levels of a log.
     *
     * @param cells those of each column that are not empty
     */
    static Optional<String> levels(TableColumns columns, List<List<String>> cells) {
        for (int column = 0; column < columns.count(); column++) {
            List<String> values = cells.get(column);
            if (columns.namesOf(column).stream().map(KnownColumns::plain).anyMatch(LEVEL_COLUMNS::contains)
                    && !values.isEmpty()
                    && values.stream().map(LogLines::level).allMatch(LEVELS::contains)
                    && values.stream().map(LogLines::level).anyMatch(MODEST::contains)) {
                return Optional.of(columns.names().get(column));
            }
        }
        return Optional.empty();
    }

    /** A cell as levels are written; of what is too long for one nothing is made. */
    private static String level(String cell) {
        return cell.length() > LONGEST_LEVEL ? "" : cell.strip().toLowerCase(Locale.ROOT);
    }
}
