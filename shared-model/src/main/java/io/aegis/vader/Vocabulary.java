/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import io.aegis.vader.Word.Role;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every word that the lexicon or a rule knows. A hash table with open addressing over slices of a text, so that a
 * look-up makes no string.
 */
final class Vocabulary {

    private static final char KELVIN_SIGN = '\u212A';

    /** A power of two, at least twice the number of words, so that runs of taken slots stay short. */
    private final @Nullable Word[] slots;

    private Vocabulary(List<Word> words) {
        slots = new Word[4 * Integer.highestOneBit(words.size())];
        for (Word word : words) {
            int slot = firstSlot(word.text().hashCode());
            while (slots[slot] != null) {
                slot = nextSlot(slot);
            }
            slots[slot] = word;
        }
    }

    static Vocabulary of(Lexicon lexicon) {
        Map<String, Double> boosts = DegreeWords.boosts();
        Map<String, Role> roles = Arrays.stream(Role.values())
                .filter(role -> role != Role.NONE)
                .collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), role -> role));
        Set<String> endings = Phrases.lastWords().collect(Collectors.toSet());

        Set<String> texts = new HashSet<>(lexicon.words().keySet());
        // The reference looks up lower-cased tokens, so it never finds ":D" and other entries with capitals.
        texts.removeIf(text -> !text.equals(text.toLowerCase(Locale.ROOT)));
        texts.addAll(boosts.keySet());
        texts.addAll(Negation.negators());
        texts.addAll(roles.keySet());
        Phrases.words().forEach(texts::add);

        return new Vocabulary(texts.stream()
                .map(text -> new Word(
                        text,
                        lexicon.words().getOrDefault(text, 0.0),
                        boosts.getOrDefault(text, 0.0),
                        Negation.negators().contains(text),
                        roles.getOrDefault(text, Role.NONE),
                        endings.contains(text)))
                .toList());
    }

    /** The word that the slice of the text is in lower case, or one of the unknown words. */
    Word find(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            // As String.hashCode() counts, by which the words were placed.
            hash = 31 * hash + lowerCase(text.charAt(i));
        }
        int slot = firstSlot(hash);
        for (Word word = slots[slot]; word != null; word = slots[slot]) {
            if (isSame(word.text(), text, start, end)) {
                return word;
            }
            slot = nextSlot(slot);
        }
        return Negation.containsNt(text, start, end) ? Word.UNKNOWN_NEGATION : Word.UNKNOWN;
    }

    private static boolean isSame(String word, String text, int start, int end) {
        if (word.length() != end - start) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != lowerCase(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * All words are ASCII, so lower-casing need only be right where it gives ASCII. Beyond the letters A to Z, Unicode
     * has one character of that kind.
     */
    private static char lowerCase(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return c == KELVIN_SIGN ? 'k' : c;
    }

    private int firstSlot(int hash) {
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    private int nextSlot(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
