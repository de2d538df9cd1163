/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.learned;

import io.aegis.db.feedback.LearnedChange;
import io.aegis.db.feedback.LearnedRow;
import io.aegis.learning.LearnedTopics;
import java.util.Optional;

/**
 * What is in use of what was learned.
 *
 * @param version of the model; 0 when none is in use
 * @param topics empty when the rules speak alone
 */
public record VersionedTopics(int version, Optional<LearnedTopics> topics) {

    /** Nothing. */
    static final VersionedTopics NONE = new VersionedTopics(0, Optional.empty());

    /** What changes about a row; empty when it carries just what it should. */
    public Optional<LearnedChange> change(LearnedRow row) {
        return LearnedChange.of(row, topics.flatMap(learned -> learned.judge(row.evidence())), version);
    }
}
