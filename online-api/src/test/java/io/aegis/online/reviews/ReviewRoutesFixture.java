/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.TokenUsage;
import io.aegis.online.admin.ReconcileRoutes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.review.ReviewReason;
import io.aegis.settings.Environment;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopicAnalyzer;
import io.aegis.topics.OwnTopics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rows on which the lanes disagree, and the API that shows them, on a real database. */
@ResourceLock("ReviewRoutesFixture")
abstract class ReviewRoutesFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final Ticker TICKER = Ticker.system();
    static final CurrentOwnTopics TOPICS = topics();
    static final HeuristicAnalyzer HEURISTIC =
            new OwnTopicAnalyzer(HeuristicLane.load(Optional.empty()).analyzer(), TOPICS);
    static final Labels GLAD = new Labels(Sentiment.POSITIVE, Set.of(Topic.UX), false);
    static final AtomicBoolean LLM = new AtomicBoolean(true);
    static Database database;
    static MariaDbFeedbackStore store;
    static RunningApi api;

    static CurrentOwnTopics topics() {
        TopicRule rule = new TopicRule(List.of("twice"), List.of(), 1, false, 1);
        OwnTopic topic = new OwnTopic(4, "=Twice", "", "#336699", "Logistics", List.of(rule), List.of());
        CurrentOwnTopics topics =
                new CurrentOwnTopics(_ -> Optional.of(new OwnTopics(1, List.of(topic))), TopicRuleCompiler.load());
        topics.refresh();
        return topics;
    }

    @BeforeAll
    static void open() {
        Map<String, String> settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, TICKER, new Random());
        Alerts alerts = new Alerts(List.of(), UUID::randomUUID);
        store = new MariaDbFeedbackStore(database, alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        api = new RunningApi(
                settings,
                List::of,
                () -> true,
                List.of(
                        new ReviewRoutes(
                                new ReviewQueries(database),
                                new ReviewStore(database, alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC()),
                                HEURISTIC,
                                TOPICS,
                                TICKER),
                        new ReconcileRoutes(
                                new HealingRequests(database, UuidCreator::getTimeOrderedEpoch), LLM::get, TICKER)));
    }

    @AfterAll
    static void close() {
        api.close();
        database.close();
    }

    static Deadline ample() {
        return Deadline.after(TICKER, Duration.ofSeconds(20));
    }

    /** A text on which the lanes disagree. */
    static UUID disputed(String text) throws Exception {
        return stored(text, Optional.of(GLAD), Set.of(ReviewReason.SENTIMENT_FLIP));
    }

    static UUID stored(String text, Optional<Labels> llm, Set<ReviewReason> reasons) throws Exception {
        FeedbackText clean = FeedbackText.of(text);
        HeuristicAnalysis heuristic = HEURISTIC.analyze(clean);
        Analysis analysis = llm.map(
                        labels -> new Analysis(labels, Priority.LOW, 0.9, AnalysisSource.AI, "openai:gpt-4o-mini"))
                .orElseGet(() -> new Analysis(
                        heuristic.labels(),
                        heuristic.priority(),
                        heuristic.confidence(),
                        AnalysisSource.FALLBACK,
                        "vader-regex"));
        return store.store(
                        new NewFeedback(
                                UuidCreator.getTimeOrderedEpoch(),
                                ContentHash.of(clean),
                                text,
                                clean,
                                analysis,
                                heuristic,
                                llm.map(ReviewRoutesFixture::verdict),
                                reasons,
                                Metadata.NONE,
                                Instant.now()),
                        ample())
                .row()
                .id();
    }

    static LlmVerdict verdict(Labels labels) {
        return new LlmVerdict(labels, 0.9, "openai:gpt-4o-mini", 1, Duration.ofMillis(5), TokenUsage.NONE, 0);
    }

    static HttpResponse<String> post(String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    static JsonNode review(UUID feedback) throws Exception {
        return json(api.get("/admin/reviews/" + feedback));
    }
}
