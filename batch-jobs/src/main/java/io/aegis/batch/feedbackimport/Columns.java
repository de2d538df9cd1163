package io.aegis.batch.feedbackimport;

import com.opencsv.ICSVParser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a file's first line says: how its records are separated, and where in them the text and its metadata are. A name
 * counts in any case and with blanks around it.
 *
 * @param separator between fields
 * @param count of columns
 * @param text where the text is
 * @param rejects whether the file is what an import gave back, with marks before formulas
 * @param places of metadata, by name
 */
record Columns(char separator, int count, int text, boolean rejects, Map<String, Integer> places) {

    static final String CHANNEL = "channel";
    static final String CUSTOMER_REF = "customer_ref";
    static final String EXTERNAL_ID = "external_id";
    static final String OCCURRED_AT = "occurred_at";

    private static final List<String> METADATA = List.of(CHANNEL, CUSTOMER_REF, EXTERNAL_ID, OCCURRED_AT);

    /** In the order in which they are looked for. */
    private static final List<String> TEXT = List.of("text", "raw_content");

    private static final List<String> REJECTS = List.of("line", "reason", "content");
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** In a file of one column a comma is a character like any other; this one ends a record before it could separate. */
    private static final char NONE = '\n';

    private static final int SHOWN = 10;

    /**
     * Reads a file's first line.
     *
     * @throws UnusableFileException when it does not say where the text is
     */
    static Columns of(String line) {
        String header = line.startsWith("\uFEFF") ? line.substring(1) : line;
        List<String> commas = names(header, ',');
        if (commas.size() == 1
                && names(header, ';').size() <= 1
                && names(header, '\t').size() <= 1) {
            return new Columns(NONE, 1, 0, false, Map.of());
        }
        for (char separator : SEPARATORS) {
            List<String> names = names(header, separator);
            if (names.equals(REJECTS)) {
                return new Columns(separator, names.size(), REJECTS.indexOf("content"), true, Map.of());
            }
            OptionalInt text = TEXT.stream()
                    .mapToInt(names::indexOf)
                    .filter(index -> index >= 0)
                    .findFirst();
            if (text.isPresent()) {
                return new Columns(separator, names.size(), text.getAsInt(), false, places(names));
            }
        }
        if (commas.isEmpty()) {
            throw new UnusableFileException("The first line opens a quote and does not close it.");
        }
        throw new UnusableFileException("The first line names no column 'text' or 'raw_content'; it names "
                + String.join(", ", commas.subList(0, Math.min(SHOWN, commas.size()))) + ".");
    }

    /** A parser of this file's records, for one thread. */
    ICSVParser parser() {
        return parser(separator);
    }

    private static ICSVParser parser(char separator) {
        return new RFC4180ParserBuilder().withSeparator(separator).build();
    }

    private static List<String> names(String header, char separator) {
        boolean closed = header.chars().filter(character -> character == '"').count() % 2 == 0;
        if (!closed) {
            return List.of();
        }
        try {
            return Arrays.stream(parser(separator).parseLine(header))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UnusableFileException("The first line is not well-formed CSV.");
        }
    }

    private static Map<String, Integer> places(List<String> names) {
        List<String> present = new ArrayList<>(METADATA);
        present.retainAll(names);
        return present.stream().collect(Collectors.toUnmodifiableMap(name -> name, names::indexOf));
    }
}
