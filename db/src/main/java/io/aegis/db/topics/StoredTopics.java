/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The list of topics as it is stored.
 *
 * @param list the topics
 * @param retired numbers of removed topics whose bits may still stand in rows
 * @param appliedVersion the version of the list for which all rows have been looked through
 */
public record StoredTopics(OwnTopics list, Set<Integer> retired, long appliedVersion) {

    /** Copies the numbers. */
    public StoredTopics {
        retired = Set.copyOf(retired);
    }

    /**
     * The lowest number for a new topic.
     *
     * @param taken numbers that are not to be given besides those of the list
     * @return empty when all are taken or stand in rows still
     */
    public OptionalInt free(Set<Integer> taken) {
        return IntStream.rangeClosed(0, OwnTopic.LAST_NUMBER)
                .filter(number -> !retired.contains(number)
                        && !taken.contains(number)
                        && list.numbered(number).isEmpty())
                .findFirst();
    }
}
