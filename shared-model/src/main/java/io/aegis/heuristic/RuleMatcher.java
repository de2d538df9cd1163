/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the rules that fire in a text. Every pattern hangs on its rarest term; only the patterns whose rarest term
 * occurs are looked at. Immutable, thread-safe.
 */
final class RuleMatcher {

    private final TermTrie trie;
    private final Particles particles;
    private final Folding folding;
    private final List<Rule> rules;
    private final List<Pattern> injection;
    /** The places of the rules that yield to others. */
    private final int[] yielding;
    /** The places of the rules that each rule yields to. */
    private final int[][] yieldsTo;
    /** The places of the rules that hide their own sentences. */
    private final int[] hiding;
    /** The patterns of all rules, in order. */
    private final List<Pattern> patterns = new ArrayList<>();
    /** Where the patterns of each rule begin, and at last where they end. */
    private final int[] firstPattern;
    /** The patterns that hang on each term. */
    private final int[][] patternsByTerm;

    /**
     * Indexes the rules.
     *
     * @param terms the terms that the patterns name by their ids
     * @param particles the small words
     * @param folding how texts are read
     * @param injection patterns of sentences that talk to the classifier
     */
    RuleMatcher(List<Term> terms, Particles particles, Folding folding, List<Rule> rules, List<Pattern> injection) {
        this.trie = new TermTrie(terms);
        this.particles = particles;
        this.folding = folding;
        this.rules = List.copyOf(rules);
        this.injection = List.copyOf(injection);
        yieldsTo = rules.stream().map(rule -> places(rule.yieldsTo())).toArray(int[][]::new);
        yielding = IntStream.range(0, yieldsTo.length)
                .filter(place -> yieldsTo[place].length > 0)
                .toArray();
        hiding = IntStream.range(0, rules.size())
                .filter(place -> rules.get(place).ownSentence())
                .toArray();
        firstPattern = new int[rules.size() + 1];
        List<BitSet> byTerm = terms.stream().map(term -> new BitSet()).toList();
        for (int rule = 0; rule < rules.size(); rule++) {
            for (Pattern pattern : rules.get(rule).patterns()) {
                byTerm.get(rarest(pattern, terms)).set(patterns.size());
                patterns.add(pattern);
            }
            firstPattern[rule + 1] = patterns.size();
        }
        patternsByTerm = byTerm.stream().map(set -> set.stream().toArray()).toArray(int[][]::new);
    }

    private int[] places(Set<String> ids) {
        return IntStream.range(0, rules.size())
                .filter(place -> ids.contains(rules.get(place).id()))
                .toArray();
    }

    private static int rarest(Pattern pattern, List<Term> terms) {
        int rarest = pattern.parts().getFirst().first();
        for (Pattern.Part part : pattern.parts()) {
            rarest = rarer(rarest, part.first(), terms);
            for (Pattern.Step step : part.steps()) {
                rarest = rarer(rarest, step.term(), terms);
            }
        }
        return rarest;
    }

    private static int rarer(int one, int other, List<Term> terms) {
        return terms.get(other).breadth() < terms.get(one).breadth() ? other : one;
    }

    /** Reads what is said in a text and tells what fires in that; who talks to the classifier may do so in the rest too. */
    RuleFindings find(String text, String said) {
        RuleFindings findings = read(said);
        return said.length() == text.length()
                        || findings.injection()
                        || !read(text).injection()
                ? findings
                : findings.withInjection();
    }

    private RuleFindings read(String text) {
        BitSet due = new BitSet(patterns.size());
        Scan scan = scan(text, due);
        boolean talks = scan.forgetSentencesWith(injection);
        return new RuleFindings(rules, counts(scan, due), scan.words(), talks);
    }

    /** How often each rule counts in a text, in their order; who talks to the classifier is heard like everybody else. */
    int[] counts(String text) {
        BitSet due = new BitSet(patterns.size());
        Scan scan = scan(text, due);
        return due.isEmpty() ? new int[rules.size()] : counts(scan, due);
    }

    /** @param due the patterns whose rarest term occurs are set */
    private Scan scan(String text, BitSet due) {
        return new Scan(Words.of(text, folding), trie, particles, term -> {
            for (int pattern : patternsByTerm[term]) {
                due.set(pattern);
            }
        });
    }

    private int[] counts(Scan scan, BitSet due) {
        for (int place : hiding) {
            hide(scan, place, due);
        }
        int[] counts = new int[rules.size()];
        for (int rule = 0; rule < counts.length; rule++) {
            counts[rule] = count(scan, rule, due, rules.get(rule).group() == RuleGroup.URGENT);
        }
        silence(counts);
        return counts;
    }

    /** Hides the sentences of a rule from the urgent ones, unless it yields to what fires. */
    private void hide(Scan scan, int place, BitSet due) {
        boolean fires = count(scan, place, due, false) > 0
                && Arrays.stream(yieldsTo[place]).allMatch(other -> count(scan, other, due, false) == 0);
        if (fires) {
            int end = firstPattern[place + 1];
            for (int next = due.nextSetBit(firstPattern[place]);
                    next >= 0 && next < end;
                    next = due.nextSetBit(next + 1)) {
                scan.hideSentencesWith(patterns.get(next), rules.get(place));
            }
        }
    }

    /** Silences the rules that yield to one that fired, even if that one is silenced too. */
    private void silence(int[] counts) {
        int[] silenced = Arrays.stream(yielding)
                .filter(place -> counts[place] > 0)
                .filter(place -> Arrays.stream(yieldsTo[place]).anyMatch(other -> counts[other] > 0))
                .toArray();
        for (int place : silenced) {
            counts[place] = 0;
        }
    }

    /** How often a rule counts: the places where its patterns end, up to its cap. */
    private int count(Scan scan, int place, BitSet due, boolean hidden) {
        Rule rule = rules.get(place);
        int end = firstPattern[place + 1];
        int count = 0;
        int next = due.nextSetBit(firstPattern[place]);
        while (next >= 0 && next < end && count < rule.cap()) {
            count += scan.count(patterns.get(next), rule, hidden);
            next = due.nextSetBit(next + 1);
        }
        boolean silenced = count > 0 && rule.unless().stream().anyMatch(scan::matches);
        return silenced ? 0 : Math.min(count, rule.cap());
    }
}
