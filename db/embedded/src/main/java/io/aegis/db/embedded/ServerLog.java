/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/** The server's log, read when a start fails. */
final class ServerLog {

    private static final Pattern TELLING = Pattern.compile("ERROR|error while loading|No space|denied|not found");
    private static final int LINES = 5;
    private static final long PUT_ASIDE_FROM = 10L * 1024 * 1024;
    private static final String MARK = "--- start ";

    private ServerLog() {}

    /** Marks where this start's lines begin; a long log is put aside first, in place of the one before. */
    static void mark(DataFolder folder, String what) throws IOException {
        if (Files.exists(folder.log()) && Files.size(folder.log()) > PUT_ASIDE_FROM) {
            Files.move(
                    folder.log(),
                    folder.log().resolveSibling(folder.log().getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(folder.log())) {
            // Before the server does: it would let others read it.
            Files.createFile(
                    folder.log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(folder.log(), MARK + what + System.lineSeparator(), StandardOpenOption.APPEND);
    }

    /** Whether the last start failed because another program has its port. */
    static boolean saysPortTaken(DataFolder folder) throws IOException {
        return lastStart(folder).stream().anyMatch(line -> line.contains("Bind on TCP/IP port"));
    }

    /** What the server said last, as an error. */
    static EmbeddedDatabaseException failure(DataFolder folder) {
        return new EmbeddedDatabaseException(message(folder));
    }

    /** The same, when something was caught as well. */
    static EmbeddedDatabaseException failure(DataFolder folder, IOException cause) {
        return new EmbeddedDatabaseException(message(folder), cause);
    }

    private static String message(DataFolder folder) {
        String said;
        try {
            List<String> telling = lastStart(folder).stream()
                    .filter(line -> TELLING.matcher(line).find())
                    .limit(LINES)
                    .toList();
            said = telling.isEmpty() ? "It said nothing." : "It said:\n  " + String.join("\n  ", telling);
        } catch (IOException e) {
            said = "Its log cannot be read (" + DataFolder.reason(e) + ").";
        }
        return "MariaDB did not start. " + said + "\nThe whole log is " + folder.log() + ".";
    }

    /** What the server said last since its start; a dash when nothing. */
    static String last(DataFolder folder) throws IOException {
        List<String> said = lastStart(folder);
        return said.isEmpty() ? "-" : said.getLast();
    }

    private static List<String> lastStart(DataFolder folder) throws IOException {
        // Latin-1 takes any byte; the server quotes what it was given in whatever encoding that had.
        List<String> lines = Files.readAllLines(folder.log(), StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(MARK)) {
                from = i + 1;
            }
        }
        return lines.subList(from, lines.size());
    }
}
