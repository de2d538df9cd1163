/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Department;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.topics.DepartmentMatch;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Puts a filter together, condition by condition. */
public final class Filter {

    private Optional<Status> status = Optional.empty();
    private Optional<DepartmentMatch> department = Optional.empty();
    private Optional<Topic> topic = Optional.empty();
    private Optional<Sentiment> sentiment = Optional.empty();
    private Optional<Boolean> urgent = Optional.empty();
    private Optional<AnalysisSource> source = Optional.empty();
    private Optional<Boolean> needsReview = Optional.empty();
    private Optional<String> language = Optional.empty();
    private Optional<Boolean> reliable = Optional.empty();
    private Optional<String> pack = Optional.empty();
    private Optional<Boolean> possiblyUrgent = Optional.empty();
    private Optional<Long> ownTopics = Optional.empty();
    private Optional<UUID> group = Optional.empty();
    private Optional<String> text = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private TriageFilter triage = TriageFilter.ANY;

    Filter status(Status wanted) {
        status = Optional.of(wanted);
        return this;
    }

    Filter department(Department wanted) {
        return department(DepartmentMatch.of(wanted));
    }

    Filter department(DepartmentMatch wanted) {
        department = Optional.of(wanted);
        return this;
    }

    Filter topic(Topic wanted) {
        topic = Optional.of(wanted);
        return this;
    }

    Filter sentiment(Sentiment wanted) {
        sentiment = Optional.of(wanted);
        return this;
    }

    Filter urgent(boolean wanted) {
        urgent = Optional.of(wanted);
        return this;
    }

    Filter source(AnalysisSource wanted) {
        source = Optional.of(wanted);
        return this;
    }

    Filter needsReview(boolean wanted) {
        needsReview = Optional.of(wanted);
        return this;
    }

    Filter language(String wanted) {
        language = Optional.of(wanted);
        return this;
    }

    Filter reliable(boolean wanted) {
        reliable = Optional.of(wanted);
        return this;
    }

    Filter pack(String wanted) {
        pack = Optional.of(wanted);
        return this;
    }

    Filter possiblyUrgent(boolean wanted) {
        possiblyUrgent = Optional.of(wanted);
        return this;
    }

    Filter ownTopics(long wanted) {
        ownTopics = Optional.of(wanted);
        return this;
    }

    Filter group(UUID wanted) {
        group = Optional.of(wanted);
        return this;
    }

    Filter text(String wanted) {
        text = Optional.of(wanted);
        return this;
    }

    Filter since(Instant wanted) {
        since = Optional.of(wanted);
        return this;
    }

    Filter until(Instant wanted) {
        until = Optional.of(wanted);
        return this;
    }

    /** What colleagues agreed on. */
    public Filter triage(TriageFilter wanted) {
        triage = wanted;
        return this;
    }

    public FeedbackFilter build() {
        return new FeedbackFilter(
                status,
                department,
                topic,
                sentiment,
                urgent,
                source,
                needsReview,
                language,
                reliable,
                pack,
                possiblyUrgent,
                ownTopics,
                group,
                text,
                since,
                until,
                triage);
    }
}
