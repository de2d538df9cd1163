/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import io.aegis.vader.Vader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells whether two texts that are alike but for a few words say the opposite: "cancel my membership" and "renew my membership", with a
 * "not", or with praise where the other one complains. Pairs of words are listed; what is praise is told by VADER's lexicon. Immutable.
 */
public final class Opposites {

    /** Words that only one of both has, at most: with more they differ anyhow, and not in this alone. */
    private static final int MOST_DIFFERENT = 6;

    /** What the words that only one of both has are worth together, by which they praise; with a minus they complain. */
    private static final double MOOD = 1;

    private static final String RESOURCE = "opposites.txt";
    private static final List<String> ENDINGS = List.of("s", "d", "r", "ed", "er", "est", "ing");

    /** Pairs whose one side has a word, and those whose other side has it. */
    private final Map<Integer, BitSet> ones = new HashMap<>();

    private final Map<Integer, BitSet> others = new HashMap<>();
    private final Set<Integer> negators = new HashSet<>();
    private final Set<Integer> besideNegators = new HashSet<>();
    private final Map<Integer, Double> valences = new HashMap<>();
    private int pairs;

    private Opposites(String lists) {
        Vader.valences().forEach((word, valence) -> valences.put(DistinctWords.hash(word), valence));
        lists.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    }

    /** Those that come with the product. Takes milliseconds: load once. */
    public static Opposites load() {
        try (InputStream in = Objects.requireNonNull(Opposites.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new Opposites(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        List<String> words = List.of(line.substring(1).strip().split(" +", -1));
        switch (line.charAt(0)) {
            case '!' -> words.forEach(word -> negators.add(DistinctWords.hash(word)));
            case '~' -> words.forEach(word -> besideNegators.add(DistinctWords.hash(word)));
            case '=' -> words.forEach(word -> valences.remove(DistinctWords.hash(word)));
            default -> {
                int bar = line.indexOf('|');
                addSide(line.substring(0, bar), ones);
                addSide(line.substring(bar + 1), others);
                pairs++;
            }
        }
    }

    private void addSide(String words, Map<Integer, BitSet> side) {
        for (String word : words.strip().split(" +", -1)) {
            add(word, side);
            for (String ending : ENDINGS) {
                add(word + ending, side);
            }
            if (word.endsWith("e")) {
                add(word.substring(0, word.length() - 1) + "ing", side);
            }
        }
    }

    private void add(String word, Map<Integer, BitSet> side) {
        side.computeIfAbsent(DistinctWords.hash(word), _ -> new BitSet()).set(pairs);
    }

    /** Whether texts that are alike say the opposite. */
    public boolean are(DistinctWords one, DistinctWords other) {
        int[] mine = one.notIn(other);
        int[] theirs = other.notIn(one);
        if (mine.length + theirs.length == 0 || mine.length > MOST_DIFFERENT || theirs.length > MOST_DIFFERENT) {
            return false;
        }
        // "Not accepted" is what "declined" is.
        return has(mine, negators) == has(theirs, negators)
                ? arePair(mine, theirs) || arePair(theirs, mine) || mood(mine) * mood(theirs) < 0
                : saysNothingElse(mine) && saysNothingElse(theirs);
    }

    private boolean arePair(int[] mine, int[] theirs) {
        BitSet both = pairs(mine, ones);
        both.and(pairs(theirs, others));
        return !both.isEmpty();
    }

    private static BitSet pairs(int[] words, Map<Integer, BitSet> side) {
        BitSet pairs = new BitSet();
        Arrays.stream(words).forEach(word -> pairs.or(side.getOrDefault(word, new BitSet())));
        return pairs;
    }

    private static boolean has(int[] words, Set<Integer> some) {
        return Arrays.stream(words).anyMatch(some::contains);
    }

    /** What is different are negators alone, and what stands beside one. */
    private boolean saysNothingElse(int[] words) {
        return Arrays.stream(words).allMatch(word -> negators.contains(word) || besideNegators.contains(word));
    }

    /** 1 of praise, -1 of a complaint, 0 of neither. */
    private int mood(int[] words) {
        double sum = Arrays.stream(words)
                .mapToDouble(word -> valences.getOrDefault(word, 0.0))
                .sum();
        return Math.abs(sum) < MOOD ? 0 : (int) Math.signum(sum);
    }
}
