/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.db.triage.AssigneeName;
import io.aegis.db.triage.Tags;
import io.aegis.db.triage.TriageChange;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.json.Choices;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which rows a request is about: the same parameters for lists, exports, bulk actions and saved views.
 *
 * @param topics those that operators made
 */
record FilterReader(CurrentOwnTopics topics) {

    private static final Choices<Status> STATUSES = Choices.of(Status.class, Status::label);
    private static final Choices<Topic> TOPICS = Choices.of(Topic.class, Topic::label);
    private static final Choices<Sentiment> SENTIMENTS = Choices.of(Sentiment.class, Sentiment::name);
    private static final Choices<AnalysisSource> SOURCES = Choices.of(AnalysisSource.class, AnalysisSource::label);

    /** Names of the parameters. */
    private static final Set<String> NAMES = Set.of(
            "status",
            "department",
            "topic",
            "sentiment",
            "urgent",
            "source",
            "needs_review",
            "language",
            "reliable",
            "pack",
            "possibly_urgent",
            "own_topic",
            "group",
            "q",
            "since",
            "until",
            "assigned",
            "tag",
            "snoozed");

    /** The filter, of which a misspelt part would mean all rows: parameters that are none of it are noted as wrong too. */
    FeedbackFilter readStrictly(QueryParameters query) {
        query.only(NAMES);
        return read(query);
    }

    /** The filter; wrong parameters are noted in the query. */
    FeedbackFilter read(QueryParameters query) {
        return new FeedbackFilter(
                query.choice("status", STATUSES),
                query.parsed(
                        "department",
                        "must be one of " + String.join(", ", topics.routing().names()),
                        topics.routing()::match),
                query.choice("topic", TOPICS),
                query.choice("sentiment", SENTIMENTS),
                query.bool("urgent"),
                query.choice("source", SOURCES),
                query.bool("needs_review"),
                query.text("language", FeedbackFilter.MAX_LANGUAGE).map(tag -> tag.toLowerCase(Locale.ROOT)),
                query.bool("reliable"),
                query.text("pack", FeedbackFilter.MAX_LANGUAGE).map(tag -> tag.toLowerCase(Locale.ROOT)),
                query.bool("possibly_urgent"),
                query.parsed(
                        "own_topic",
                        ownTopicWanted(),
                        name -> topics.list().named(name).map(OwnTopic::bit)),
                query.uuid("group"),
                query.text("q", FeedbackFilter.MAX_TEXT),
                query.instant("since"),
                query.instant("until"),
                new TriageFilter(
                        query.text("assigned", TriageChange.MAX_ASSIGNEE).stream()
                                .map(FilterReader::assignee)
                                .findFirst(),
                        query.parsed("tag", "must be a tag", Tags::of),
                        query.bool("snoozed")));
    }

    private static Optional<String> assignee(String name) {
        return Optional.of(name).filter(any -> !name.equals(AssigneeName.NOBODY));
    }

    private String ownTopicWanted() {
        List<String> names =
                topics.list().topics().stream().map(OwnTopic::name).sorted().toList();
        return names.isEmpty()
                ? "must be left out: there are no own topics"
                : "must be one of " + String.join(", ", names);
    }
}
