/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Department;
import io.aegis.feedback.Labels;
import io.aegis.feedback.LearnedLabels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.DepartmentRouting;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeedbackQueriesIT {

    private static final Labels OUTAGE = new Labels(Sentiment.NEGATIVE, Set.of(Topic.TECHNICAL, Topic.UX), true);
    private static final Labels PRAISE = new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false);

    private static TestSchema schema;
    private static MariaDbFeedbackStore store;
    private static FeedbackQueries queries;

    private static UUID refund;
    private static UUID outage;
    private static UUID praise;
    private static UUID polish;

    @BeforeAll
    static void create() throws Exception {
        schema = TestSchema.create();
        store = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        queries = new FeedbackQueries(schema.database());
        refund = stored(Samples.feedback("Refund 100% of it_now! Caf\u00e9 \\ 😀", Samples.BILLING, Samples.NOON));
        outage = stored(Samples.with(
                Samples.feedback("Everything is DOWN", OUTAGE, Samples.NOON.plusSeconds(60)),
                Set.of(ReviewReason.SUSPECTED_INJECTION)));
        praise = stored(Samples.answered(
                Samples.feedback("Lovely colours", PRAISE, Samples.NOON.plusSeconds(120)), Samples.verdict(PRAISE)));
        polish = stored(Samples.unreadable("Paczka jest uszkodzona", "pl", Samples.NOON.plusSeconds(7_200)));
        new FeedbackTriage(schema.database(), Clock.systemUTC())
                .resolve(refund, Optional.empty(), Actor.COMMAND, TestSchema.ample());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static UUID stored(NewFeedback feedback) throws DatabaseUnavailableException {
        return store.store(feedback, TestSchema.ample()).row().id();
    }

    /** Only what this class stored in the hour after noon. */
    private static Filter filter() {
        return new Filter().since(Samples.NOON).until(Samples.NOON.plusSeconds(3600));
    }

    private static List<UUID> ids(Filter filter) throws DatabaseUnavailableException {
        return queries.list(filter.build(), 50, Optional.empty(), TestSchema.ample()).items().stream()
                .map(StoredFeedback::id)
                .toList();
    }

    @Test
    void every_verdict_on_a_row_is_told_with_who_gave_it_and_which_the_row_took() throws Exception {
        List<PastVerdict> verdicts = queries.history(praise, TestSchema.ample());
        assertThat(verdicts).extracting(PastVerdict::lane).containsExactly("HEURISTIC", "LLM");
        assertThat(verdicts).extracting(PastVerdict::applied).containsExactly(false, true);
        assertThat(verdicts)
                .extracting(PastVerdict::latency)
                .containsExactly(Optional.empty(), Optional.of(Duration.ofMillis(345)));
        PastVerdict taken = verdicts.getLast();
        assertThat(taken.labels()).isEqualTo(PRAISE);
        assertThat(taken.provider()).isEqualTo("openai:gpt-4o-mini");
        assertThat(taken.confidence()).isEqualTo(0.9);
        assertThat(queries.history(UuidCreator.getTimeOrderedEpoch(), TestSchema.ample()))
                .isEmpty();
    }

    @Test
    void a_row_is_got_by_its_id() throws Exception {
        assertThat(queries.get(praise, TestSchema.ample()).orElseThrow().cleanContent())
                .isEqualTo("Lovely colours");
        assertThat(queries.get(UuidCreator.getTimeOrderedEpoch(), TestSchema.ample()))
                .isEmpty();
    }

    @Test
    void lists_are_newest_first() throws Exception {
        assertThat(ids(filter())).containsExactly(praise, outage, refund);
    }

    @Test
    void labels_that_jobs_gave_are_read_and_filtered_by() throws Exception {
        UUID group = UuidCreator.getTimeOrderedEpoch();
        UUID one = stored(Samples.feedback("labelled by jobs", PRAISE, Samples.NOON.plusSeconds(90_000)));
        UUID two = stored(Samples.feedback("labelled by a job", PRAISE, Samples.NOON.plusSeconds(90_001)));
        long highest = 1L << LearnedLabels.MAX_OWN_TOPIC;
        schema.database()
                .transaction(
                        TestSchema.ample(),
                        execute -> execute.update(
                                "UPDATE feedback SET possibly_urgent = 1, own_topics = ?, group_id = ? WHERE id = ?",
                                highest | 2,
                                group,
                                one));

        assertThat(queries.get(one, TestSchema.ample()).orElseThrow().learned())
                .isEqualTo(new LearnedLabels(true, highest | 2, Optional.of(group)));
        assertThat(queries.get(two, TestSchema.ample()).orElseThrow().learned()).isEqualTo(LearnedLabels.NONE);
        assertThat(ids(new Filter().group(group))).containsExactly(one);
        assertThat(ids(new Filter().possiblyUrgent(true))).containsExactly(one);
        assertThat(ids(new Filter().ownTopics(highest))).containsExactly(one);
        assertThat(ids(new Filter().ownTopics(1))).isEmpty();
        assertThat(ids(new Filter().possiblyUrgent(false).since(Samples.NOON.plusSeconds(80_000))))
                .containsExactly(two);
    }

    @Test
    void a_department_of_operators_is_where_its_topics_take_rows() throws Exception {
        DepartmentRouting routing = new OwnTopics(
                        1,
                        List.of(
                                new OwnTopic(3, "Parcels", "", "#336699", "Logistics", List.of(), List.of()),
                                new OwnTopic(4, "Branches", "", "#336699", "Shops", List.of(), List.of())),
                        List.of(new OwnDepartment("Logistics", "#336699"), new OwnDepartment("Shops", "#336699")))
                .routing();
        schema.change("UPDATE feedback SET own_topics = 8 WHERE id = '" + praise + "'");
        schema.change("UPDATE feedback SET own_topics = 24 WHERE id = '" + outage + "'");
        schema.change("UPDATE feedback SET own_topics = 16 WHERE id = '" + refund + "'");

        assertThat(ids(filter().department(routing.match("logistics").orElseThrow())))
                .containsExactly(praise, outage);
        assertThat(ids(filter().department(routing.match("Shops").orElseThrow())))
                .containsExactly(refund);
        assertThat(ids(filter().department(
                                routing.match(Department.SUPPORT.label()).orElseThrow())))
                .isEmpty();
        schema.change("UPDATE feedback SET own_topics = 0, department = 'INFOSEC' WHERE id = '" + praise + "'");
        assertThat(ids(filter().department(
                                routing.match(Department.INFOSEC.label()).orElseThrow())))
                .containsExactly(praise);
    }

    @Test
    void each_condition_picks_its_rows() throws Exception {
        assertThat(ids(filter().status(Status.RESOLVED))).containsExactly(refund);
        assertThat(ids(filter().department(Department.SUPPORT))).containsExactly(praise);
        assertThat(ids(filter().topic(Topic.UX))).containsExactly(outage);
        assertThat(ids(filter().topic(Topic.TECHNICAL))).containsExactly(outage);
        assertThat(ids(filter().topic(Topic.SECURITY))).isEmpty();
        assertThat(ids(filter().sentiment(Sentiment.NEGATIVE))).containsExactly(outage, refund);
        assertThat(ids(filter().urgent(true))).containsExactly(outage);
        assertThat(ids(filter().urgent(false))).containsExactly(praise, refund);
        assertThat(ids(filter().source(AnalysisSource.AI))).containsExactly(praise);
        assertThat(ids(filter().needsReview(true))).containsExactly(outage);
        assertThat(ids(filter().language("en"))).containsExactly(praise, outage, refund);
        assertThat(ids(filter().language("pl").until(Samples.NOON.plusSeconds(8_000))))
                .containsExactly(polish);
        assertThat(ids(filter().reliable(false).until(Samples.NOON.plusSeconds(8_000))))
                .containsExactly(polish);
        assertThat(ids(filter().reliable(true))).containsExactly(praise, outage, refund);
        assertThat(ids(filter().pack("en"))).containsExactly(praise, outage, refund);
        assertThat(ids(filter().pack("none").until(Samples.NOON.plusSeconds(8_000))))
                .containsExactly(polish);
        assertThat(ids(filter().pack("pl"))).isEmpty();
        assertThat(ids(filter().pack("und"))).isEmpty();
    }

    @Test
    void conditions_add_up() throws Exception {
        assertThat(ids(filter().sentiment(Sentiment.NEGATIVE)
                        .status(Status.OPEN)
                        .text("down")))
                .containsExactly(outage);
    }

    @Test
    void a_range_of_time_includes_its_start_and_not_its_end() throws Exception {
        Instant minute = Samples.NOON.plusSeconds(60);
        assertThat(ids(new Filter().since(minute).until(Samples.NOON.plusSeconds(120))))
                .containsExactly(outage);
    }

    @Test
    void a_search_is_literal_and_blind_to_case() throws Exception {
        assertThat(ids(filter().text("down"))).containsExactly(outage);
        assertThat(ids(filter().text("100%"))).containsExactly(refund);
        assertThat(ids(filter().text("10%"))).isEmpty();
        assertThat(ids(filter().text("it_now!"))).containsExactly(refund);
        assertThat(ids(filter().text("it now"))).isEmpty();
        assertThat(ids(filter().text("i_"))).isEmpty();
        assertThat(ids(filter().text("CAF\u00c9"))).containsExactly(refund);
        assertThat(ids(filter().text("cafe"))).isEmpty();
        assertThat(ids(filter().text("\\ 😀"))).containsExactly(refund);
        assertThat(ids(filter().text("\\ 😡"))).isEmpty();
        assertThat(ids(filter().text("' OR 1=1 -- "))).isEmpty();
    }

    @Test
    void pages_neither_repeat_nor_skip_even_rows_of_the_same_moment() throws Exception {
        Instant midnight = Instant.parse("2020-01-01T00:00:00Z");
        List<UUID> stored = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            stored.add(stored(Samples.feedback("page filler " + i, Samples.BILLING, midnight.plusSeconds(i / 5))));
        }
        FeedbackFilter sameDay = new Filter()
                .since(midnight)
                .until(midnight.plusSeconds(86_400))
                .status(Status.OPEN)
                .build();
        List<StoredFeedback> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page<StoredFeedback> page = queries.list(sameDay, 4, cursor, TestSchema.ample());
            listed.addAll(page.items());
            cursor = page.nextCursor();
            pages++;
        } while (cursor.isPresent());
        assertThat(pages).isEqualTo(6);
        assertThat(listed).extracting(StoredFeedback::id).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(listed)
                .extracting(StoredFeedback::createdAt)
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void a_page_that_the_list_just_fills_is_the_last() throws Exception {
        Page<StoredFeedback> page = queries.list(filter().build(), 3, Optional.empty(), TestSchema.ample());
        assertThat(page.items()).hasSize(3);
        assertThat(page.nextCursor()).isEmpty();
    }

    @Test
    void a_foreign_cursor_and_a_senseless_limit_are_refused() {
        assertThatThrownBy(() -> queries.list(FeedbackFilter.ALL, 10, Optional.of("abc"), TestSchema.ample()))
                .isInstanceOf(BadCursorException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queries.list(FeedbackFilter.ALL, 0, Optional.empty(), TestSchema.ample()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queries.submissions(
                        refund, FeedbackQueries.MAX_LIMIT + 1, Optional.empty(), TestSchema.ample()));
    }

    @Test
    void submissions_come_in_pages_too() throws Exception {
        UUID id = stored(Samples.feedback("often submitted", Samples.BILLING, Instant.parse("2019-01-01T00:00:00Z")));
        for (int i = 0; i < 5; i++) {
            Metadata metadata =
                    new Metadata(Optional.of("channel " + i), Optional.empty(), Optional.empty(), Optional.empty());
            store.keepMetadata(id, metadata, Samples.NOON.plusSeconds(i / 2), TestSchema.ample());
        }
        Page<SubmissionRecord> first = queries.submissions(id, 3, Optional.empty(), TestSchema.ample());
        Page<SubmissionRecord> second = queries.submissions(id, 3, first.nextCursor(), TestSchema.ample());
        assertThat(first.items())
                .extracting(submission -> submission.metadata().channel().orElseThrow())
                .containsExactly("channel 4", "channel 3", "channel 2");
        assertThat(second.items())
                .extracting(submission -> submission.metadata().channel().orElseThrow())
                .containsExactly("channel 1", "channel 0");
        assertThat(second.nextCursor()).isEmpty();
    }
}
