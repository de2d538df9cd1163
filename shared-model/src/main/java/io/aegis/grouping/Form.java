/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A form that somebody filled in: its labels, and what is written behind each. Immutable.
 *
 * @param entries in order; none when the text is no form
 * @param words how many the text has
 */
record Form(List<Entry> entries, int words) {

    /** More letters than that behind the label of a name are something else. */
    private static final int LONGEST_FIELD = 30;

    /**
     * A label with what is written behind it.
     *
     * @param to the word behind that
     * @param field whether it is a name, a number or a choice, and no statement
     */
    record Entry(Label label, int to, boolean field) {

        /** The words behind the label. */
        BitSet content() {
            BitSet content = new BitSet();
            content.set(label.end(), to);
            return content;
        }
    }

    /** Reads a text by labels that are known. */
    static Form of(WordRuns text, Set<Long> known) {
        List<Label> labels =
                longest(Label.of(text), label -> label.keys().stream().anyMatch(known::contains));
        return of(text, labels, known);
    }

    /** Of labels that some condition holds for, the longest of each mark. */
    static List<Label> longest(List<Label> labels, Predicate<Label> condition) {
        List<Label> longest = new ArrayList<>();
        for (Label label : labels) {
            if (condition.test(label)) {
                if (!longest.isEmpty() && longest.getLast().mark() == label.mark()) {
                    longest.removeLast();
                }
                longest.add(label);
            }
        }
        return longest;
    }

    /** Reads a text by its labels. */
    static Form of(WordRuns text, List<Label> labels, Set<Long> known) {
        List<Entry> entries = new ArrayList<>();
        if (Label.makeForm(labels)) {
            for (int at = 0; at < labels.size(); at++) {
                Label label = labels.get(at);
                int to = at + 1 < labels.size() ? labels.get(at + 1).from() : text.words();
                Entry entry = new Entry(label, to, known.contains(label.field()));
                boolean little = text.letters(entry.content()) <= LONGEST_FIELD;
                entries.add(new Entry(label, to, entry.field() && little));
            }
        }
        return new Form(entries, text.words());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    BitSet labels() {
        BitSet labels = new BitSet();
        entries.forEach(each -> labels.set(each.label().from(), each.label().end()));
        return labels;
    }

    /** Labels, and what is no statement. */
    BitSet labelsAndFields() {
        BitSet both = labels();
        entries.stream().filter(Entry::field).forEach(each -> both.or(each.content()));
        return both;
    }

    /** What is written between labels: what is common to forms otherwise stands above or below. */
    BitSet between() {
        BitSet between = new BitSet();
        if (!isEmpty()) {
            between.set(
                    entries.getFirst().label().end(), entries.getLast().label().from());
        }
        return between;
    }
}
