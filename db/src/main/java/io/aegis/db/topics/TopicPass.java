/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.topics.OwnTopics;
import java.util.Set;

/**
 * Why all rows have to be looked through.
 *
 * @param list the topics
 * @param changed those of them, as bits, that may choose other texts than when rows were last looked through
 * @param retired numbers of removed topics, whose bits are to be taken off
 * @param applied the version of the list that is applied once it is done
 */
public record TopicPass(OwnTopics list, long changed, Set<Integer> retired, long applied) {

    /** Copies the numbers. */
    public TopicPass {
        retired = Set.copyOf(retired);
    }

    /** The bits that rows get anew or lose. */
    public long bits() {
        return retired.stream().mapToLong(number -> 1L << number).reduce(changed, (one, other) -> one | other);
    }
}
