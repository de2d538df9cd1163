/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.topics.DepartmentMatch;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rows a list shows: those that meet every condition present.
 *
 * @param status is this one
 * @param department is where it goes
 * @param topic is among the row's topics
 * @param sentiment is this one
 * @param urgent is so
 * @param source is this one
 * @param needsReview is so
 * @param language is this one, as BCP 47 has it
 * @param reliable whether there were rules for its language
 * @param pack the language whose rules read it, or {@value #NO_PACK}
 * @param possiblyUrgent is so
 * @param ownTopics has one of these own topics, as bits of their numbers
 * @param group is this one
 * @param text occurs in the sanitised text, literally but in any case; 1 to {@value #MAX_TEXT} code points
 * @param since created then or later
 * @param until created before
 * @param triage what colleagues agreed on about it
 */
public record FeedbackFilter(
        Optional<Status> status,
        Optional<DepartmentMatch> department,
        Optional<Topic> topic,
        Optional<Sentiment> sentiment,
        Optional<Boolean> urgent,
        Optional<AnalysisSource> source,
        Optional<Boolean> needsReview,
        Optional<String> language,
        Optional<Boolean> reliable,
        Optional<String> pack,
        Optional<Boolean> possiblyUrgent,
        Optional<Long> ownTopics,
        Optional<UUID> group,
        Optional<String> text,
        Optional<Instant> since,
        Optional<Instant> until,
        TriageFilter triage) {

    /** Longest text to search for, in code points. */
    public static final int MAX_TEXT = 200;

    /** Longest tag of a language. */
    public static final int MAX_LANGUAGE = 35;

    /** Of rows that no rules could read. */
    public static final String NO_PACK = "none";

    /** Every row. */
    public static final FeedbackFilter ALL = new FeedbackFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TriageFilter.ANY);

    /** Every row of a group. */
    public static FeedbackFilter ofGroup(UUID group) {
        return new FeedbackFilter(
                ALL.status,
                ALL.department,
                ALL.topic,
                ALL.sentiment,
                ALL.urgent,
                ALL.source,
                ALL.needsReview,
                ALL.language,
                ALL.reliable,
                ALL.pack,
                ALL.possiblyUrgent,
                ALL.ownTopics,
                Optional.of(group),
                ALL.text,
                ALL.since,
                ALL.until,
                ALL.triage);
    }

    /**
     * Checks what the database would refuse.
     *
     * @throws IllegalArgumentException when the text is empty or too long, or a time is not within the years 1 to 9999
     */
    public FeedbackFilter {
        text.ifPresent(searched -> {
            if (searched.isEmpty() || searched.codePointCount(0, searched.length()) > MAX_TEXT) {
                throw new IllegalArgumentException("a search text has 1 to " + MAX_TEXT + " characters");
            }
        });
        if (!since.map(Cursor::isStorable).orElse(true)
                || !until.map(Cursor::isStorable).orElse(true)) {
            throw new IllegalArgumentException("a time is within the years 1 to 9999");
        }
    }

    /** Whether it has no conditions but status, urgency and times. */
    boolean hasNoMoreThanInbox() {
        return equals(new FeedbackFilter(
                status,
                ALL.department,
                ALL.topic,
                ALL.sentiment,
                urgent,
                ALL.source,
                ALL.needsReview,
                ALL.language,
                ALL.reliable,
                ALL.pack,
                ALL.possiblyUrgent,
                ALL.ownTopics,
                ALL.group,
                ALL.text,
                since,
                until,
                TriageFilter.ANY));
    }
}
