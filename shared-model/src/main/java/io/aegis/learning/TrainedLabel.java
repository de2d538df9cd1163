/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import java.util.Optional;

/** What a binary classifier is trained for, one for each: {@link Topic#GENERAL} is what has none of the topics. */
public enum TrainedLabel {
    /** {@link Topic#SECURITY}. */
    SECURITY(Topic.SECURITY),
    /** {@link Topic#BILLING}. */
    BILLING(Topic.BILLING),
    /** {@link Topic#TECHNICAL}. */
    TECHNICAL(Topic.TECHNICAL),
    /** {@link Topic#UX}. */
    UX(Topic.UX),
    /** That somebody has to look at once. What a rule calls urgent stays so. */
    URGENT;

    private final Optional<Topic> topic;

    TrainedLabel(Topic topic) {
        this.topic = Optional.of(topic);
    }

    TrainedLabel() {
        this.topic = Optional.empty();
    }

    /** The topic that it is; empty for urgency. */
    public Optional<Topic> topic() {
        return topic;
    }

    /** The name on the wire, such as {@code Billing}; {@code urgent} for urgency. */
    public String label() {
        return topic.map(Topic::label).orElse("urgent");
    }

    /** Whether a text of these labels has it. */
    public boolean of(Labels labels) {
        return topic.map(labels.topics()::contains).orElse(labels.urgent());
    }

    /** What is said of a text: what was learned, and of urgency also what the rules found. */
    boolean said(boolean learned, Labels ruled) {
        return learned || (topic.isEmpty() && ruled.urgent());
    }
}
