/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a {@code .env} file: {@code NAME=value} lines, optionally after {@code export}. A value is bare (it ends
 * at the line's end or at a {@code #} after white space), in single quotes (taken as it stands) or in double quotes (with
 * {@code \n \r \t \" \\ \$}). Nothing is expanded, and no value goes on over a line's end. Messages name lines, never
 * their content: it may be secret.
 *
 * @param values by name, in the file's order
 * @param errors one message for every line that was not understood
 */
record DotEnv(Map<String, String> values, List<String> errors) {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)");
    private static final Pattern COMMENT_AFTER_BARE = Pattern.compile("(?:^|\\s+)#.*");
    private static final Pattern SINGLE = Pattern.compile("'(?<value>[^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"(?<value>(?:[^\"\\\\]|\\\\[nrt\"\\\\$])*+)\"\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    /** Reads a whole file. */
    static DotEnv parse(String content) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        String[] lines = LINE_END.split(content.startsWith("\uFEFF") ? content.substring(1) : content, -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                assign(line, ".env line " + (i + 1), values, errors);
            }
        }
        return new DotEnv(values, errors);
    }

    private static void assign(String line, String where, Map<String, String> values, List<String> errors) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            errors.add(where + ": is not a NAME=value line; comments begin with #");
            return;
        }
        String name = assignment.group("name");
        Optional<String> value = value(assignment.group("value"));
        if (value.isEmpty()) {
            errors.add(where + ": the value of " + name + " is not closed by its quote, goes on after it,"
                    + " or has an escape other than \\n \\r \\t \\\" \\\\ \\$");
        } else if (values.putIfAbsent(name, value.get()) != null) {
            errors.add(where + ": sets " + name + " a second time");
        }
    }

    private static Optional<String> value(String written) {
        if (written.startsWith("'")) {
            return quoted(SINGLE, written);
        }
        if (written.startsWith("\"")) {
            return quoted(DOUBLE, written).map(DotEnv::unescaped);
        }
        return Optional.of(COMMENT_AFTER_BARE.matcher(written).replaceFirst(""));
    }

    private static Optional<String> quoted(Pattern quotes, String written) {
        Matcher matcher = quotes.matcher(written);
        return matcher.matches() ? Optional.of(matcher.group("value")) : Optional.empty();
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            default -> match.group(1);
                        }));
    }
}
