/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page shows of a console: a command behind {@code $}, which goes on in the next line behind a backslash or within quotes,
 * then what it prints.
 *
 * @param command as typed
 * @param output what the page says it prints
 */
record ConsoleSession(String command, String output) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
    private static final String PROMPT = "$ ";

    /** All commands of a page in Markdown, in their order. */
    static List<ConsoleSession> of(String page) {
        List<ConsoleSession> sessions = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(page); block.find(); ) {
            read(block.group(1).lines().toList(), sessions);
        }
        return sessions;
    }

    private static void read(List<String> lines, List<ConsoleSession> sessions) {
        int at = 0;
        while (at < lines.size()) {
            StringBuilder command = new StringBuilder(lines.get(at++).substring(PROMPT.length()));
            while (goesOn(command)) {
                command.append('\n').append(lines.get(at++));
            }
            StringBuilder output = new StringBuilder();
            while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
                output.append(lines.get(at++)).append('\n');
            }
            sessions.add(new ConsoleSession(command.toString(), output.toString()));
        }
    }

    private static boolean goesOn(CharSequence command) {
        return command.charAt(command.length() - 1) == '\\'
                || command.chars().filter(each -> each == '\'').count() % 2 == 1;
    }

    /** Whether it only asks, so that it may be asked again. */
    boolean isQuestion() {
        return command.startsWith("curl ") && !command.matches("(?s).* -[dFX] .*");
    }
}
