/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the labels of one series. An empty value is no label; a name that comes twice refuses the series. Not thread-safe. */
final class LabelCollector {

    private static final int LONGEST_TOLD = 64;

    private final WriteBudget budget;
    private final Map<String, String> labels = new HashMap<>();
    private Set<String> empty = Set.of();
    private Optional<String> mistake = Optional.empty();

    LabelCollector(WriteBudget budget) {
        this.budget = budget;
    }

    void add(String name, String value) {
        budget.label();
        boolean again = value.isEmpty()
                ? !addEmpty(name) || labels.containsKey(name)
                : labels.putIfAbsent(name, value) != null || empty.contains(name);
        if (name.isEmpty()) {
            mistake = Optional.of("a label has no name");
        } else if (again) {
            mistake = Optional.of("the label " + (name.length() > LONGEST_TOLD ? name.substring(0, LONGEST_TOLD) : name)
                    + " comes twice");
        }
    }

    /** Hardly any series has one. */
    private boolean addEmpty(String name) {
        if (empty.isEmpty()) {
            empty = new HashSet<>();
        }
        return empty.add(name);
    }

    /** Takes a label with a text that is none: it refuses the series. */
    void addMalformed() {
        budget.label();
        mistake = Optional.of("a label is not UTF-8");
    }

    Map<String, String> labels() {
        return labels;
    }

    /** What is wrong with samples that have these labels and no others: the metric's name is one of them. */
    Optional<String> nameless() {
        return labels.containsKey(RemoteSeries.NAME)
                ? Optional.empty()
                : Optional.of("there is no label " + RemoteSeries.NAME);
    }

    /** What is wrong with them. */
    Optional<String> mistake() {
        return mistake;
    }
}
