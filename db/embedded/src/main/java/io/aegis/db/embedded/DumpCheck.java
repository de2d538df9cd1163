/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a backup to its end before anything is done with it, and refuses what {@code mariadb-dump} would not have written of a
 * schema of Aegis, such as {@code \! command}, which the client would hand to a shell. Takes little memory however long
 * statements and rows are. Not thread-safe.
 */
final class DumpCheck {

    /** The longest statement that has to be seen whole: a table's. */
    private static final int LONGEST = 1 << 16;

    private static final int LONGEST_COMMENT = 1000;
    private static final int LONGEST_WORD = 64;
    private static final String BEGINNING = "-- MariaDB dump";
    private static final String END = "-- Dump completed";
    /** The client's own word for what we ask of it anyway; above the beginning. */
    private static final String SANDBOX = "/*M!999999\\- enable the sandbox mode */";

    private static final String FEEDBACK = "CREATE TABLE `feedback` (";
    private static final String SCHEMA = "CREATE TABLE `flyway_schema_history` (";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LITERAL =
            Pattern.compile("NULL|_binary|[-+]?[0-9]{1,40}(?:\\.[0-9]{0,40})?(?:[eE][-+]?[0-9]{1,5})?");

    private final DumpBytes bytes;
    private boolean begun;
    private boolean ended;
    private boolean feedback;
    private boolean schema;

    private DumpCheck(DumpBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a packed dump.
     *
     * @throws ForeignDumpException when it is damaged, cut off, or holds anything else
     * @throws IOException when it cannot be read
     */
    static void check(InputStream packed) throws IOException, ForeignDumpException {
        try (GZIPInputStream in = new GZIPInputStream(packed, 1 << 16)) {
            checkUnpacked(in);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /** The same of what is not packed. */
    static void checkUnpacked(InputStream in) throws IOException, ForeignDumpException {
        new DumpCheck(new DumpBytes(in)).run();
    }

    private static ForeignDumpException damaged(IOException cause) {
        ForeignDumpException damaged = new ForeignDumpException("is damaged, or was not made by 'ops/aegis db backup'");
        damaged.initCause(cause);
        return damaged;
    }

    private void run() throws IOException, ForeignDumpException {
        while (skipSpace() != DumpBytes.END) {
            if (ended) {
                throw foreign("goes on behind its end");
            }
            if (bytes.peek() == '-') {
                comment();
            } else {
                statement();
            }
        }
        if (!begun) {
            throw foreign("is empty");
        }
        if (!ended) {
            throw cutOff();
        }
        if (!feedback || !schema) {
            throw foreign("lacks tables of Aegis");
        }
    }

    private int skipSpace() throws IOException {
        while (bytes.peek() == ' ' || bytes.peek() == '\n') {
            bytes.next();
        }
        return bytes.peek();
    }

    private void comment() throws IOException, ForeignDumpException {
        StringBuilder said = new StringBuilder();
        for (int next = bytes.next(); next != '\n' && next != DumpBytes.END; next = bytes.next()) {
            add(said, next, LONGEST_COMMENT);
        }
        String comment = said.toString();
        if (!comment.equals("--") && !comment.startsWith("-- ")) {
            throw foreign("holds what is no comment");
        }
        begun = begun || comment.startsWith(BEGINNING);
        ended = comment.startsWith(END);
    }

    private void statement() throws IOException, ForeignDumpException {
        StringBuilder said = new StringBuilder();
        while (true) {
            int next = bytes.next();
            switch (next) {
                case DumpBytes.END ->
                    throw new ForeignDumpException("ends too early: the dump was cut off while it was made or copied");
                case ';' -> {
                    complete(SPACE.matcher(said).replaceAll(" "));
                    return;
                }
                case '\'' -> text(said);
                case '`' -> name(said);
                case '\\' -> {
                    // To the client a command wherever it stands.
                    if (begun) {
                        throw foreign("holds a command for the client");
                    }
                    add(said, next, LONGEST);
                }
                case '\n' -> {
                    if (!begun && said.toString().strip().equals(SANDBOX)) {
                        return;
                    }
                    if (isRows(said)) {
                        rows();
                        return;
                    }
                    add(said, next, LONGEST);
                }
                default -> add(said, next, LONGEST);
            }
        }
    }

    private void complete(String statement) throws ForeignDumpException {
        if (!begun) {
            throw foreign("does not begin as one");
        }
        if (!DumpGrammar.isOurs(statement)) {
            throw foreign("holds \"" + statement.substring(0, Math.min(statement.length(), LONGEST_WORD)) + "\"");
        }
        feedback = feedback || statement.startsWith(FEEDBACK);
        schema = schema || statement.startsWith(SCHEMA);
    }

    /** A setting's value is compared; what a table says of itself is not, however long. */
    private void text(StringBuilder said) throws IOException, ForeignDumpException {
        StringBuilder text = new StringBuilder();
        for (int next = bytes.next(); next != '\''; next = bytes.next()) {
            if (next == '\\') {
                next = bytes.next();
            }
            if (next == DumpBytes.END) {
                throw cutOff();
            }
            if (text.length() < LONGEST_WORD) {
                text.append((char) next);
            }
        }
        boolean setting = said.indexOf("SET ") >= 0 && said.indexOf("CREATE ") < 0;
        said.append('\'').append(setting ? text : "").append('\'');
    }

    private void name(StringBuilder said) throws IOException, ForeignDumpException {
        said.append('`');
        for (int next = bytes.next(); next != '`'; next = bytes.next()) {
            if (!isNamed(next)) {
                throw foreign("holds a name of other signs");
            }
            add(said, next, LONGEST);
        }
        said.append('`');
    }

    private static boolean isNamed(int sign) {
        return sign == '_' || isDigit(sign) || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }

    private static boolean isDigit(int sign) {
        return sign >= '0' && sign <= '9';
    }

    private boolean isRows(StringBuilder said) {
        return begun
                && said.length() < LONGEST
                && said.indexOf("INSERT") == 0
                && DumpGrammar.introducesRows(said.toString());
    }

    /** Rows of literals up to the semicolon, however many. */
    private void rows() throws IOException, ForeignDumpException {
        StringBuilder word = new StringBuilder();
        while (true) {
            int next = bytes.next();
            switch (next) {
                case DumpBytes.END ->
                    throw new ForeignDumpException("ends too early: the dump was cut off while it was made or copied");
                case '(', ')', ',', ' ', '\n', ';', '\'' -> {
                    literal(word);
                    if (next == ';') {
                        return;
                    }
                    if (next == '\'') {
                        text();
                    }
                }
                case 'x' -> {
                    if (!word.toString().equals("0")) {
                        throw foreign("holds rows of something else than values");
                    }
                    word.setLength(0);
                    hexadecimal();
                }
                default -> add(word, next, LONGEST_WORD);
            }
        }
    }

    private void literal(StringBuilder word) throws ForeignDumpException {
        if (!word.isEmpty() && !LITERAL.matcher(word).matches()) {
            throw foreign("holds rows of something else than values");
        }
        word.setLength(0);
    }

    private void text() throws IOException, ForeignDumpException {
        for (int next = bytes.next(); next != '\''; next = bytes.next()) {
            if (next == '\\') {
                next = bytes.next();
            }
            // A dump writes line ends within texts as \n.
            if (next == '\n' || next == 0 || next == DumpBytes.END) {
                throw next == DumpBytes.END ? cutOff() : foreign("holds a text of more than one line");
            }
        }
    }

    private void hexadecimal() throws IOException {
        while (isDigit(bytes.peek()) || (bytes.peek() >= 'A' && bytes.peek() <= 'F')) {
            bytes.next();
        }
    }

    private void add(StringBuilder said, int next, int longest) throws ForeignDumpException {
        if (said.length() >= longest) {
            throw foreign("holds something longer than any of its kind");
        }
        said.append((char) next);
    }

    private static ForeignDumpException cutOff() {
        return new ForeignDumpException("ends too early: the dump was cut off while it was made or copied");
    }

    private ForeignDumpException foreign(String what) {
        return new ForeignDumpException(
                "is not a dump of Aegis made by 'ops/aegis db backup': it " + what + ", in line " + bytes.line());
    }
}
