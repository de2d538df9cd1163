/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The columns of a file, by names that are each there once.
 *
 * @param names in the order of the file
 * @param aliases for each column what else it may be called by, such as the lines of a header of several
 */
record TableColumns(List<String> names, List<List<String>> aliases) {

    private static final int LONGEST_NAME = 200;

    /** Of byte order, where files were put one behind the other. */
    private static final Pattern MARK = Pattern.compile("\uFEFF");

    private static final char ASCII = 0x7f;

    /** Of what is longer only the beginning can be a name. */
    private static final int LONGEST_READ = 2000;

    /** Copies the lists. */
    TableColumns {
        names = List.copyOf(names);
        aliases = aliases.stream().map(List::copyOf).toList();
    }

    /** TableColumns that are called by one name each; a blank one is called by its number, one that was there before too. */
    static TableColumns of(List<String> names) {
        return of(names, names.stream().map(List::of).toList());
    }

    /** TableColumns with other names beside what they are called. */
    static TableColumns of(List<String> given, List<List<String>> aliases) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String name = cleaned(given.get(i));
            String shown = name.isEmpty() ? "Column " + (i + 1) : name;
            int times = seen.merge(shown.toLowerCase(Locale.ROOT), 1, Integer::sum);
            names.add(times == 1 ? shown : shown + " (" + times + ")");
        }
        return new TableColumns(names, aliases);
    }

    /** TableColumns without a header. */
    static TableColumns numbered(int count) {
        List<String> names = new ArrayList<>();
        List<List<String>> aliases = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("Column " + i);
            aliases.add(List.of());
        }
        return new TableColumns(names, aliases);
    }

    /** A name on one line, its letters composed, as a Mac takes them apart (NFC). */
    static String cleaned(String name) {
        String bounded = name.length() > LONGEST_READ ? name.substring(0, LONGEST_READ) : name;
        String line = Normalizer.normalize(
                MARK.matcher(bounded).replaceAll("").strip().replaceAll("\\s+", " "), Normalizer.Form.NFC);
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME));
    }

    /**
     * Whether a cell is a name once it is {@linkplain #cleaned(String) cleaned}. Asked of every row: most begin with another
     * letter, and nothing else is made of those.
     */
    static boolean isCalled(String cell, String name) {
        return mayBegin(cell, name) && cleaned(cell).equals(name);
    }

    private static boolean mayBegin(String cell, String name) {
        int at = 0;
        while (at < cell.length() && (cell.charAt(at) == '\uFEFF' || Character.isWhitespace(cell.charAt(at)))) {
            at++;
        }
        // A letter outside ASCII may be another until it is composed.
        return at == cell.length()
                || name.isEmpty()
                || cell.charAt(at) == name.charAt(0)
                || name.charAt(0) > ASCII
                || cell.charAt(at) > ASCII;
    }

    int count() {
        return names.size();
    }

    /** Whether two columns had one name. */
    Optional<String> repeated() {
        return names.stream()
                .filter(name -> name.matches(".* \\(\\d+\\)"))
                .filter(name -> names.contains(name.substring(0, name.lastIndexOf(" ("))))
                .findFirst()
                .map(name -> name.substring(0, name.lastIndexOf(" (")));
    }

    /** The column that a person names: as it is shown, as the file has it, or by its number, the first being 1. */
    OptionalInt find(String wanted) {
        String plain = cleaned(wanted);
        int named = names.indexOf(plain);
        for (int i = 0; i < names.size() && named < 0; i++) {
            String name = names.get(i);
            boolean same = cleaned(name).equalsIgnoreCase(plain)
                    || aliases.get(i).stream().anyMatch(alias -> cleaned(alias).equalsIgnoreCase(plain));
            named = same ? i : named;
        }
        if (named >= 0) {
            return OptionalInt.of(named);
        }
        String digits = plain.startsWith("#") ? plain.substring(1) : plain;
        if (digits.matches("[1-9]\\d{0,3}") && Integer.parseInt(digits) <= names.size()) {
            return OptionalInt.of(Integer.parseInt(digits) - 1);
        }
        return OptionalInt.empty();
    }

    /** Everything that a column is called by. */
    List<String> namesOf(int column) {
        List<String> all = new ArrayList<>(aliases.get(column));
        if (all.isEmpty() || !all.contains(names.get(column))) {
            all.addFirst(names.get(column));
        }
        return all;
    }
}
