/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often the letters beyond ASCII are in some languages, and in which character sets these are written; the list is data,
 * {@code letter-frequencies.txt}. Immutable.
 *
 * @param languages in order of preference
 */
record LetterFrequencies(List<Language> languages) {

    private static final String RESOURCE = "letter-frequencies.txt";

    /** Copies the list. */
    LetterFrequencies {
        languages = List.copyOf(languages);
    }

    /**
     * A language.
     *
     * @param charsets that it is written in, each with the bits that it costs to be written so
     * @param bits that each letter takes
     * @param words that are frequent in it; none where its script tells it
     */
    record Language(Map<Charset, Integer> charsets, Map<Character, Integer> bits, Set<String> words) {

        /** Copies all; the map of character sets keeps its order. */
        Language {
            charsets = new LinkedHashMap<>(charsets);
            bits = Map.copyOf(bits);
            words = Set.copyOf(words);
        }
    }

    /** Reads the list. */
    static LetterFrequencies load() {
        List<Language> languages = new ArrayList<>();
        try (InputStream in = LetterFrequencies.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> languages.add(language(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LetterFrequencies(languages);
    }

    private static Language language(String line) {
        List<String> parts = List.of(line.split(" \\| ", -1));
        int cost = costOf(parts.get(0));
        Map<Charset, Integer> charsets = new LinkedHashMap<>();
        for (String each : parts.get(1).split(" ", -1)) {
            int plus = each.indexOf('+');
            String name = plus < 0 ? each : each.substring(0, plus);
            if (Charset.isSupported(name)) {
                charsets.put(Charset.forName(name), cost + costOf(each));
            }
        }
        Map<Character, Integer> bits = new HashMap<>();
        for (String group : parts.get(2).split(" ", -1)) {
            int digits = group.charAt(1) <= '9' ? 2 : 1;
            int each = Integer.parseInt(group.substring(0, digits));
            group.substring(digits).chars().forEach(letter -> bits.put((char) letter, each));
        }
        return new Language(
                charsets, bits, parts.size() > 3 ? Set.of(parts.get(3).split(" ", -1)) : Set.of());
    }

    private static int costOf(String name) {
        int plus = name.indexOf('+');
        return plus < 0 ? 0 : Integer.parseInt(name.substring(plus + 1));
    }
}
