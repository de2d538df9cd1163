/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the pattern language of rule files, as those describe it. Not thread-safe. */
final class PatternParser {

    private static final String BOTH = "&&";
    private static final String AFTER = "..";
    private static final String AROUND = "~";
    private static final String MONEY = "$#";
    private static final int MOST_WORDS = 20;
    private static final int FARTHEST = 50;
    private static final int SHORTEST_PREFIX = 2;
    private static final int SHORTEST_SUFFIX = 3;

    private final Terms terms;
    private final Map<String, Term> classes;
    private final Folding folding;
    private final RuleFileErrors mistakes;

    /**
     * A parser that numbers the terms it meets.
     *
     * @param classes the word classes by name
     * @param folding how texts are read: words with accents are taken as they will be met
     */
    PatternParser(Terms terms, Map<String, Term> classes, Folding folding, RuleFileErrors mistakes) {
        this.terms = terms;
        this.classes = classes;
        this.folding = folding;
        this.mistakes = mistakes;
    }

    /** A gap before the next word. */
    private record Gap(int within, boolean eitherSide) {}

    /** Reads one pattern; empty, with the mistakes noted, when it is wrong. */
    Optional<Pattern> parse(LocatedJson.Text source) {
        List<Pattern.Part> parts = new ArrayList<>();
        int start = 0;
        boolean more = true;
        while (more) {
            int end = source.value().indexOf(BOTH, start);
            more = end >= 0;
            String part =
                    source.value().substring(start, more ? end : source.value().length());
            part(part, source.at().inside(start)).ifPresent(parts::add);
            start = end + BOTH.length();
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Pattern(parts));
    }

    private Optional<Pattern.Part> part(String source, LocatedJson.Place at) {
        List<Integer> words = new ArrayList<>();
        List<Pattern.Step> steps = new ArrayList<>();
        Optional<Gap> gap = Optional.empty();
        int start = 0;
        for (String piece : source.split(" ", -1)) {
            LocatedJson.Place place = at.inside(start - 1);
            start += piece.length() + 1;
            if (piece.isEmpty()) {
                continue;
            }
            if (piece.startsWith(AFTER) || piece.startsWith(AROUND)) {
                if (gap.isPresent() || words.isEmpty()) {
                    mistakes.add(place, "the gap " + piece + " needs a word before it");
                }
                gap = Optional.of(gap(piece, place));
                continue;
            }
            int term = terms.idOf(alternatives(piece, place));
            if (!words.isEmpty()) {
                Gap before = gap.orElse(new Gap(1, false));
                steps.add(new Pattern.Step(before.within(), before.eitherSide(), term));
            }
            words.add(term);
            gap = Optional.empty();
        }
        if (gap.isPresent()) {
            mistakes.add(at, "a gap needs a word after it: \"" + source.strip() + "\"");
        }
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            mistakes.add(at, "a pattern, and each side of &&, needs 1 to " + MOST_WORDS + " words");
            return Optional.empty();
        }
        return Optional.of(new Pattern.Part(words.getFirst(), steps));
    }

    private Gap gap(String piece, LocatedJson.Place place) {
        boolean eitherSide = piece.startsWith(AROUND);
        String digits = piece.substring(eitherSide ? AROUND.length() : AFTER.length());
        int within = digits.matches("[0-9]{1,2}") ? Integer.parseInt(digits) : 0;
        if (within < 1 || within > FARTHEST) {
            mistakes.add(place, "the gap " + piece + " must be ..n or ~n with n from 1 to " + FARTHEST);
            return new Gap(1, eitherSide);
        }
        return new Gap(within, eitherSide);
    }

    private Term alternatives(String piece, LocatedJson.Place place) {
        Set<String> words = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        Set<String> suffixes = new HashSet<>();
        int start = 0;
        for (String alternative : piece.split("\\|", -1)) {
            Term term = alternative.startsWith("@")
                    ? wordClass(alternative.substring(1), place.inside(start - 1))
                    : word(alternative, place.inside(start - 1));
            words.addAll(term.words());
            prefixes.addAll(term.prefixes());
            suffixes.addAll(term.suffixes());
            start += alternative.length() + 1;
        }
        return new Term(words, prefixes, suffixes);
    }

    private Term wordClass(String name, LocatedJson.Place place) {
        if (!classes.containsKey(name)) {
            mistakes.add(
                    place,
                    "there is no class @" + name + ": add \"" + name + "\" under \"classes\", or write one of "
                            + String.join(", ", classes.keySet()));
        }
        return classes.getOrDefault(name, Term.NOTHING);
    }

    /** A class of words: words separated by spaces. */
    Term words(LocatedJson.Text source) {
        return alternatives(
                source.value().strip().replaceAll(" +", "|"), source.at().inside(0));
    }

    private Term word(String source, LocatedJson.Place place) {
        if (source.equals(MONEY)) {
            return new Term(Set.of(MONEY), Set.of(), Set.of());
        }
        boolean prefix = source.endsWith("*");
        boolean suffix = source.startsWith("*") && !prefix;
        String letters = source.substring(suffix ? 1 : 0, source.length() - (prefix ? 1 : 0));
        String asRead = Words.of(letters, folding).toString();
        if (asRead.isEmpty() || asRead.contains(" ") || !isTyped(letters, asRead)) {
            // Letters that look like Latin ones are replaced in texts too, and nobody would know themselves by it.
            String told = Folding.looksAlike(letters) ? letters.toLowerCase(Locale.ROOT) : asRead;
            mistakes.add(
                    place,
                    "\"" + source + "\" can never match, because it is read as \"" + told
                            + "\": write words in lower case, without apostrophes and hyphens");
        } else if (prefix && asRead.length() < SHORTEST_PREFIX) {
            mistakes.add(place, "\"" + source + "\" matches too much: write at least two letters before the *");
        } else if (suffix && asRead.length() < SHORTEST_SUFFIX) {
            mistakes.add(place, "\"" + source + "\" matches too much: write at least three letters after the *");
        }
        Set<String> only = Set.of(asRead);
        return new Term(prefix || suffix ? Set.of() : only, prefix ? only : Set.of(), suffix ? only : Set.of());
    }

    /** Whether an author wrote a word as rules are written. In other scripts texts are folded to what nobody would write, and so is the word. */
    private boolean isTyped(String letters, String asRead) {
        return asRead.equals(letters)
                || folding.accents() != Folding.Accents.KEEP
                || (letters.chars().anyMatch(c -> c >= 0x80)
                        && letters.equals(letters.toLowerCase(Locale.ROOT))
                        && !Folding.hasApostrophe(letters));
    }
}
