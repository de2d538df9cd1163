/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.naming.GivenName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All topics that operators made, as of one version of their list.
 *
 * @param version goes up with each change of the list
 * @param topics by number, which are different, as are names in any case
 * @param departments those that operators made, in the order in which they take feedback; their names are different in any case
 */
public record OwnTopics(long version, List<OwnTopic> topics, List<OwnDepartment> departments) {

    /** The list before anybody made a topic. */
    public static final OwnTopics NONE = new OwnTopics(0, List.of());

    /** Most topics at once. */
    public static final int MOST = OwnTopic.LAST_NUMBER + 1;
    /** Most departments at once. */
    public static final int MOST_DEPARTMENTS = 40;

    /**
     * Puts them into the order of their numbers.
     *
     * @throws IllegalArgumentException when two have the same number or name, or there are too many departments
     */
    public OwnTopics {
        departments = List.copyOf(departments);
        long called = departments.stream()
                .map(department -> OwnTopic.folded(department.name()))
                .distinct()
                .count();
        if (called < departments.size() || called > MOST_DEPARTMENTS) {
            throw new IllegalArgumentException("there are up to 40 departments with different names");
        }
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

    /** Topics without departments of their own. */
    public OwnTopics(long version, List<OwnTopic> topics) {
        this(version, topics, List.of());
    }

    /** Where feedback goes by it. */
    public DepartmentRouting routing() {
        return DepartmentRouting.of(this);
    }

    /** Whether there is no topic. */
    public boolean isEmpty() {
        return topics.isEmpty();
    }

    /** The topic of a name, or of one that looks the same. */
    public Optional<OwnTopic> named(String name) {
        return topics.stream()
                .filter(topic -> GivenName.alike(topic.name(), name))
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
