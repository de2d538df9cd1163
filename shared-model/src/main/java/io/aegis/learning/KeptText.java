/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A text that a model was learned from and that others are compared with.
 *
 * @param feedback id of its row; what it says is not kept
 * @param labels that it has; empty in a model of a version that did not keep them
 */
record KeptText(UUID feedback, Optional<Set<TrainedLabel>> labels) {

    private static final List<TrainedLabel> LABELS = List.of(TrainedLabel.values());

    /** Copies the labels. */
    KeptText {
        labels = labels.map(each -> each.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(each)));
    }

    static KeptText of(TopicExample example) {
        Set<TrainedLabel> labels = EnumSet.noneOf(TrainedLabel.class);
        for (TrainedLabel label : LABELS) {
            if (label.of(example.labels())) {
                labels.add(label);
            }
        }
        return new KeptText(example.feedback(), Optional.of(labels));
    }

    /** Of labels as bits. */
    static KeptText of(UUID feedback, int bits) {
        if (bits < 0 || bits >= 1 << LABELS.size()) {
            throw new IllegalArgumentException("there is no such label");
        }
        Set<TrainedLabel> labels = EnumSet.noneOf(TrainedLabel.class);
        for (TrainedLabel label : LABELS) {
            if ((bits & bit(label)) != 0) {
                labels.add(label);
            }
        }
        return new KeptText(feedback, Optional.of(labels));
    }

    /** The labels as bits; none where they were not kept. */
    int bits() {
        return labels.stream().flatMap(Set::stream).mapToInt(KeptText::bit).sum();
    }

    private static int bit(TrainedLabel label) {
        return 1 << LABELS.indexOf(label);
    }

    /** Whether it speaks for a verdict on a label; one whose labels were not kept speaks against none. */
    boolean agrees(TrainedLabel label, boolean said) {
        return labels.map(each -> each.contains(label) == said).orElse(true);
    }
}
