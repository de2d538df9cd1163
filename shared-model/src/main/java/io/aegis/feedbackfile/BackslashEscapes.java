/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Fields between tabs in which backslashes stand for what would end them, as {@code mysql --batch}, {@code SELECT INTO OUTFILE} and
 * PostgreSQL's {@code COPY} write them: {@code \n}, {@code \t}, {@code \\}, and {@code \N} for no value.
 */
final class BackslashEscapes {

    /** The line below which PostgreSQL's dumps have no more records. */
    static final String END = "\\.";

    private static final String NO_VALUE = "\\N";

    /** A backslash that such programs do not write, or the drive of a path. */
    private static final Pattern OTHER =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\(?:[^\\\\ntrbfvN0Z.]|$)|\\b[A-Za-z]:\\\\[^\\\\]");

    /** The beginning of a field with no value, or what stands for a line break, a tab or a backslash. */
    private static final Pattern SEEN = Pattern.compile("(?:^|\\t)\\\\N(?:\\t|$)|\\\\[nt\\\\]");

    private BackslashEscapes() {}

    /** Whether lines as they lie in a file have such escapes, and no backslash that is something else. */
    static boolean areIn(List<String> lines) {
        return lines.stream().anyMatch(line -> SEEN.matcher(line).find())
                && lines.stream().noneMatch(line -> OTHER.matcher(line).find());
    }

    /** The fields of a record. */
    static List<String> split(String record, char separator) {
        if (record.equals(END)) {
            return List.of(END);
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int begin = 0;
        for (int i = 0; i < record.length(); i++) {
            char character = record.charAt(i);
            if (character == '\\' && i + 1 < record.length()) {
                i++;
                boolean whole = begin == i - 1 && (i + 1 == record.length() || record.charAt(i + 1) == separator);
                field.append(whole && record.charAt(i) == 'N' ? NO_VALUE : meant(record.charAt(i)));
            } else if (character == separator) {
                fields.add(field.toString());
                field.setLength(0);
                begin = i + 1;
            } else {
                field.append(character);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static String meant(char escaped) {
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'v' -> "\u000B";
            case 'Z' -> "\u001A";
            case '0' -> "";
            default -> Character.toString(escaped);
        };
    }
}
