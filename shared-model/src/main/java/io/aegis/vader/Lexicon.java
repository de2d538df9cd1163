/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What people were found to feel about words, and what emojis are called.
 *
 * @param words the valence of each word, -4 (most negative) to 4, never 0
 * @param emojis the description of each emoji, by code point
 */
record Lexicon(Map<String, Double> words, Map<Integer, String> emojis) {

    /** Reads the table that the build makes of the published lexicons. */
    static Lexicon load() {
        return read(Objects.requireNonNull(
                Lexicon.class.getResourceAsStream("lexicon.bin"), "the build did not generate lexicon.bin"));
    }

    /** Reads such a table and closes it. */
    static Lexicon read(InputStream table) {
        try (var in = new DataInputStream(new BufferedInputStream(table))) {
            Map<String, Double> words = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                words.put(in.readUTF(), in.readDouble());
            }
            Map<Integer, String> emojis = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                emojis.put(in.readInt(), in.readUTF());
            }
            return new Lexicon(Collections.unmodifiableMap(words), Collections.unmodifiableMap(emojis));
        } catch (IOException e) {
            throw new UncheckedIOException("the lexicon is damaged", e);
        }
    }
}
