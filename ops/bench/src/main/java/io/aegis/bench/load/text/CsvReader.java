/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads records of RFC 4180: commas, double quotes, line breaks within quotes. Not thread-safe. */
final class CsvReader {

    static final int MAX_FIELD = 1_000_000;
    static final int MAX_FIELDS = 1_000;
    private static final int END = -1;
    private static final int NOTHING = -2;

    private final Reader in;
    private int pushedBack = NOTHING;

    CsvReader(Reader in) {
        this.in = in;
    }

    /**
     * The next record that is not an empty line.
     *
     * @return its fields; none at the end
     * @throws IOException also when a quote is never closed or a field or record is too long
     */
    List<String> next() throws IOException {
        int first = read();
        while (first == '\n' || first == '\r') {
            first = read();
        }
        if (first == END) {
            return List.of();
        }
        pushedBack = first;
        List<String> fields = new ArrayList<>();
        do {
            if (fields.size() == MAX_FIELDS) {
                throw new IOException("a CSV record has more than " + MAX_FIELDS + " fields");
            }
            fields.add(field());
        } while (endOfField() == ',');
        return fields;
    }

    private String field() throws IOException {
        int first = read();
        return first == '"' ? quoted() : plain(first);
    }

    private String plain(int first) throws IOException {
        var field = new StringBuilder();
        int c = first;
        while (c != ',' && c != '\n' && c != '\r' && c != END) {
            append(field, c);
            c = read();
        }
        pushedBack = c;
        return field.toString();
    }

    private String quoted() throws IOException {
        var field = new StringBuilder();
        while (true) {
            int c = read();
            if (c == END) {
                throw new IOException("a quote is not closed");
            }
            if (c == '"') {
                int after = read();
                if (after != '"') {
                    pushedBack = after;
                    return field.toString();
                }
            }
            append(field, c);
        }
    }

    private int endOfField() throws IOException {
        int c = read();
        if (c != ',' && c != '\n' && c != '\r' && c != END) {
            throw new IOException("text after a closing quote");
        }
        return c;
    }

    private static void append(StringBuilder field, int c) throws IOException {
        if (field.length() == MAX_FIELD) {
            throw new IOException("a CSV field is longer than " + MAX_FIELD + " characters");
        }
        field.append((char) c);
    }

    private int read() throws IOException {
        if (pushedBack != NOTHING) {
            int c = pushedBack;
            pushedBack = NOTHING;
            return c;
        }
        return in.read();
    }
}
