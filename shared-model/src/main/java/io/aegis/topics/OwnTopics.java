/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All topics that operators made, as of one version of their list.
 *
 * @param version goes up with each change of the list
 * @param topics by number, which are different, as are names in any case
 */
public record OwnTopics(long version, List<OwnTopic> topics) {

    /** The list before anybody made a topic. */
    public static final OwnTopics NONE = new OwnTopics(0, List.of());

    /** Most topics at once. */
    public static final int MOST = OwnTopic.LAST_NUMBER + 1;

    /**
     * Puts them into the order of their numbers.
     *
     * @throws IllegalArgumentException when two have the same number or name
     */
    public OwnTopics {
        topics = topics.stream()
                .sorted(Comparator.comparingInt(OwnTopic::number))
                .toList();
        long numbers = topics.stream().mapToInt(OwnTopic::number).distinct().count();
        long names = topics.stream()
                .map(topic -> OwnTopic.folded(topic.name()))
                .distinct()
                .count();
        if (numbers < topics.size() || names < topics.size()) {
            throw new IllegalArgumentException("two topics have the same number or name");
        }
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return topics.isEmpty();
    }

    /** The topic of a name, in any case. */
    public Optional<OwnTopic> named(String name) {
        String wanted = OwnTopic.folded(name);
        return topics.stream()
                .filter(topic -> OwnTopic.folded(topic.name()).equals(wanted))
                .findFirst();
    }

    /**
     * The name of the topic of a number, as series and trends keep it.
     *
     * @param number a whole number, written out
     * @return empty when the topic was removed
     */
    public Optional<String> nameOf(String number) {
        return numbered(Integer.parseInt(number)).map(OwnTopic::name);
    }

    /** The topic of a number. */
    public Optional<OwnTopic> numbered(int number) {
        return topics.stream().filter(topic -> topic.number() == number).findFirst();
    }

    /**
     * The names of a row's topics, sorted. Bits of topics that are no more have none.
     *
     * @param bits what the row carries: bit n is topic n
     */
    public List<String> names(long bits) {
        if (bits == 0) {
            return List.of();
        }
        return topics.stream()
                .filter(topic -> (bits & topic.bit()) != 0)
                .map(OwnTopic::name)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }
}
