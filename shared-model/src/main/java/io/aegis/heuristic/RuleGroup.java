/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the weights of a group's rules add up to. */
enum RuleGroup {
    BILLING("Billing", Topic.BILLING),
    TECHNICAL("Technical", Topic.TECHNICAL),
    UX("UX", Topic.UX),
    SECURITY("Security", Topic.SECURITY),
    URGENT("Urgent"),
    /** Taken off the urgency. */
    CALM("Calm"),
    /** Signs of an unhappy customer that belong to no topic: they correct the sentiment. */
    ISSUE("Issue"),
    /** Softens the correction of the sentiment; where rules alone tell the mood, raises it. */
    PRAISE("Praise"),
    /** Praise in words that sound negative ("could not be happier"): raises the sentiment. */
    DELIGHT("Delight");

    private static final List<RuleGroup> OF_TOPICS =
            Arrays.stream(values()).filter(group -> group.topic.isPresent()).toList();

    private final String label;
    private final Optional<Topic> topic;

    RuleGroup(String label) {
        this.label = label;
        this.topic = Optional.empty();
    }

    RuleGroup(String label, Topic topic) {
        this.label = label;
        this.topic = Optional.of(topic);
    }

    /** The name in rule files. */
    String label() {
        return label;
    }

    /** The topic that this group votes for. */
    Optional<Topic> topic() {
        return topic;
    }

    /** The groups that vote for a topic. */
    static List<RuleGroup> ofTopics() {
        return OF_TOPICS;
    }

    /** The names of all groups. */
    static String labels() {
        return Arrays.stream(values()).map(RuleGroup::label).collect(Collectors.joining(", "));
    }

    static Optional<RuleGroup> named(String label) {
        return Arrays.stream(values())
                .filter(group -> group.label.equals(label))
                .findFirst();
    }
}
