/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the labels of forms that many filled in. Each is short, and so is much of what is written behind it, but that several of them
 * stand in text after text with something different behind is enough. Only labels are learned, and which of them are followed by names,
 * numbers and choices: a statement is never lost, whoever repeats it.
 */
final class FormLabels {

    /** Texts with the same labels and different statements. */
    static final int TEXTS = 4;

    /** So many of these differ in what is behind the labels, more than in a name. */
    private static final int DIFFERENT = 4;

    /** Texts that tell more about a label than those of which it was learned may have told. */
    private static final int MANY = 32;

    /** Of so many contents one may be long although the label is that of a name, a number or a choice. */
    private static final int FIELDS_PER_STATEMENT = 8;

    /** Forms that resemble each other so much may be one that was sent again. */
    private static final double SAME_FORM = 0.8;

    /** A label is the longer one where so many of those that have the shorter one have it. */
    private static final double SAME_LABEL = 0.8;

    private FormLabels() {}

    /** A text with what may be its labels. */
    private record Candidates(WordRuns text, List<Label> labels) {}

    /** What is written behind a label. */
    private static final class Contents {
        private final Label label;
        private final List<Shingles> different = new ArrayList<>();
        private int texts;
        private int statements;

        Contents(Label label) {
            this.label = label;
        }

        void add(int letters, Shingles text) {
            texts++;
            statements += letters >= CommonRuns.LEAST_STATEMENT ? 1 : 0;
            if (different.size() < DIFFERENT && different.stream().noneMatch(each -> each.jaccard(text) >= SAME_FORM)) {
                different.add(text);
            }
        }

        /** Whether something is to be learned: of many texts too that a label is that of names after all. */
        boolean isNew(Set<Long> known) {
            return texts >= TEXTS
                    && different.size() == DIFFERENT
                    && !known.contains(label.field())
                    && (!known.contains(label.question()) || (isField() && texts >= MANY));
        }

        private boolean isField() {
            return statements * FIELDS_PER_STATEMENT <= texts;
        }

        long key() {
            return isField() ? label.field() : label.question();
        }
    }

    /** The labels of forms among texts that are not known yet. */
    static Set<Long> of(List<WordRuns> texts, Set<Long> known) {
        List<Candidates> all = texts.stream()
                .map(text -> new Candidates(text, Label.of(text)))
                .filter(each -> !each.labels().isEmpty())
                .toList();
        if (all.size() < TEXTS) {
            return Set.of();
        }
        Map<Long, Integer> holders = holders(all);
        List<Candidates> forms = new ArrayList<>();
        for (Candidates each : all) {
            List<Label> labels = frequent(each.labels(), holders);
            if (Label.makeForm(labels)) {
                forms.add(new Candidates(each.text(), labels));
            }
        }
        Map<Long, Contents> contents = new HashMap<>();
        forms.forEach(form -> read(form, contents));
        return contents.values().stream()
                .filter(its -> its.isNew(known))
                .map(Contents::key)
                .collect(Collectors.toSet());
    }

    /** How many texts have each label with something written before it. */
    private static Map<Long, Integer> holders(List<Candidates> texts) {
        Map<Long, Integer> holders = new HashMap<>();
        for (Candidates each : texts) {
            Set<Long> its = new HashSet<>();
            each.labels().stream()
                    .filter(label -> !label.whole() && its.add(label.hash()))
                    .forEach(label -> holders.merge(label.hash(), 1, Integer::sum));
        }
        return holders;
    }

    /** Of each mark the label that many texts have: as long as hardly fewer do. */
    private static List<Label> frequent(List<Label> labels, Map<Long, Integer> holders) {
        List<Label> frequent = new ArrayList<>();
        for (Label label : labels) {
            int count = holders.getOrDefault(label.hash(), 0);
            boolean longer = !frequent.isEmpty() && frequent.getLast().mark() == label.mark();
            if (longer
                    && !label.whole()
                    && count
                            >= SAME_LABEL
                                    * holders.getOrDefault(frequent.getLast().hash(), 0)) {
                frequent.set(frequent.size() - 1, label);
            } else if (!longer && count >= TEXTS) {
                frequent.add(label);
            }
        }
        return frequent;
    }

    private static void read(Candidates form, Map<Long, Contents> contents) {
        WordRuns text = form.text();
        Form read = Form.of(text, form.labels(), Set.of());
        Shingles statements = Shingles.of(text.outside(read.labels()));
        for (Form.Entry entry : read.entries()) {
            contents.computeIfAbsent(entry.label().hash(), _ -> new Contents(entry.label()))
                    .add(text.letters(entry.content()), statements);
        }
    }
}
