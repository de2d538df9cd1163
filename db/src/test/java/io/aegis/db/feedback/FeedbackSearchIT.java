/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of 50,000 rows of which few meet the filter. */
class FeedbackSearchIT {

    private static final int RARE = 5;

    /** Seven rows in each second; numbers that are no divisors of each other say which are rare. */
    private static final String FILL = """
            INSERT INTO feedback (id, content_hash, raw_content, clean_content,
              sentiment, topics, is_urgent, priority, department, confidence, source, provider,
              vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, evidence, language, unreadable, own_topics,
              needs_review, possibly_urgent, submissions, last_submitted_at, created_at, updated_at)
            SELECT CONCAT('00000000-0000-7000-8000-', LPAD(seq, 12, '0')), UNHEX(SHA2(seq, 256)), word, word,
              sentiment, topics, seq MOD 9973 = 0, priority, department, confidence, source, provider,
              vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, evidence, language, unreadable, own_topics,
              seq MOD 9973 = 0, seq MOD 9973 = 0, submissions, last_submitted_at, noon - INTERVAL seq DIV 7 SECOND, updated_at
            FROM (SELECT seq, CONCAT(IF(seq MOD 9973 = 0, 'zebra ', 'horse '), seq) AS word FROM seq_1_to_50000) AS numbered
            JOIN (SELECT *, created_at AS noon FROM feedback) AS one""";

    private static TestSchema schema;

    @BeforeAll
    static void fill() throws Exception {
        schema = TestSchema.create();
        new MariaDbFeedbackStore(
                        schema.database(),
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        UuidCreator::getTimeOrderedEpoch,
                        Clock.systemUTC())
                .store(Samples.feedback("a model for all", Samples.BILLING, Samples.NOON), TestSchema.ample());
        schema.change(FILL);
        schema.change("ANALYZE TABLE feedback");
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    /** Filters that five rows meet; one of another kind for each index of the table that lists are read from. */
    static Stream<FeedbackFilter> rare() {
        return Stream.of(
                new Filter().urgent(true).build(),
                new Filter().needsReview(true).build(),
                new Filter().possiblyUrgent(true).sentiment(Sentiment.NEGATIVE).build(),
                new Filter().text("ZEBRA").build(),
                new Filter().status(Status.OPEN).text("zebra ").build(),
                new Filter().status(Status.OPEN).urgent(true).needsReview(true).build());
    }

    /** Filters that no row meets. */
    static Stream<FeedbackFilter> none() {
        return Stream.of(
                new Filter().source(AnalysisSource.AI).build(),
                new Filter().text("unicorn").build(),
                new Filter().urgent(true).needsReview(false).build(),
                new Filter().status(Status.OPEN).urgent(false).needsReview(true).build(),
                new Filter()
                        .needsReview(true)
                        .until(Samples.NOON.minusSeconds(7_140))
                        .build());
    }

    /** Each look at the clock finds it so much later. */
    private static Deadline passing(Duration step) {
        AtomicLong now = new AtomicLong();
        Ticker ticker = () -> now.getAndAdd(step.toNanos());
        return Deadline.after(ticker, Duration.ofDays(1));
    }

    private static Page<StoredFeedback> page(FeedbackFilter filter, Optional<String> cursor, Duration step)
            throws Exception {
        return schema.database()
                .read(
                        TestSchema.ample(),
                        execute -> new FeedbackSearch(execute, 3, passing(step))
                                .page(FeedbackConditions.of(filter, cursor.map(Cursor::parse))));
    }

    private static long read(DbExecute execute) {
        return execute.query(
                        "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name LIKE 'Handler_icp_attempts'")
                .mapToLong(row -> Long.parseLong(row.column(2).get(String.class)))
                .sum();
    }

    @ParameterizedTest
    @MethodSource("rare")
    void what_is_rare_is_found_in_parts_each_of_which_tells_how_far_it_came(FeedbackFilter filter) throws Exception {
        List<StoredFeedback> found = new ArrayList<>();
        List<Instant> reached = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredFeedback> page = page(filter, cursor, Duration.ofSeconds(1));
            found.addAll(page.items());
            page.searchedTo().ifPresent(reached::add);
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertThat(found)
                .extracting(StoredFeedback::cleanContent)
                .containsExactly("zebra 9973", "zebra 19946", "zebra 29919", "zebra 39892", "zebra 49865");
        assertThat(reached).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @ParameterizedTest
    @MethodSource("rare")
    void whoever_has_time_gets_full_pages(FeedbackFilter filter) throws Exception {
        Page<StoredFeedback> first = page(filter, Optional.empty(), Duration.ZERO);
        Page<StoredFeedback> second = page(filter, first.nextCursor(), Duration.ZERO);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(RARE - 3);
        assertThat(second.nextCursor()).isEmpty();
        assertThat(List.of(first.searchedTo(), second.searchedTo())).containsOnly(Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("none")
    void nobody_waits_for_a_scan_of_the_whole(FeedbackFilter filter) throws Exception {
        schema.database().read(TestSchema.ample(), execute -> {
            long before = read(execute);
            Page<StoredFeedback> page = new FeedbackSearch(execute, 50, passing(Duration.ofSeconds(1)))
                    .page(FeedbackConditions.of(filter, Optional.empty()));

            assertThat(page.items()).isEmpty();
            assertThat(read(execute) - before)
                    .as("entries and rows that were read")
                    .isLessThan(4 * FeedbackSearch.FIRST);
            return page;
        });
    }

    @ParameterizedTest
    @MethodSource("none")
    void nothing_is_told_as_nothing_once_all_was_looked_at(FeedbackFilter filter) throws Exception {
        assertThat(page(filter, Optional.empty(), Duration.ZERO)).isEqualTo(new Page<>(List.of(), Optional.empty()));
    }

    @Test
    void a_list_that_an_index_has_as_it_is_reads_no_more_than_its_page() throws Exception {
        FeedbackFilter all = new Filter().status(Status.OPEN).urgent(false).build();
        schema.database().read(TestSchema.ample(), execute -> {
            long before = read(execute);
            Page<StoredFeedback> page = new FeedbackSearch(execute, 50, passing(Duration.ZERO))
                    .page(FeedbackConditions.of(all, Optional.empty()));

            assertThat(page.items()).hasSize(50);
            assertThat(read(execute) - before).isLessThan(500);
            return page;
        });
    }

    @Test
    void all_rows_are_listed_whatever_the_size_of_a_part() throws Exception {
        FeedbackFilter horses = new Filter().text("horse 4").build();
        List<StoredFeedback> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Page<StoredFeedback> page = schema.database()
                    .read(
                            TestSchema.ample(),
                            execute -> new FeedbackSearch(execute, 200, passing(Duration.ofMillis(150)))
                                    .page(FeedbackConditions.of(horses, from.map(Cursor::parse))));
            found.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertThat(found)
                .extracting(StoredFeedback::id)
                .doesNotHaveDuplicates()
                .hasSize(Integer.parseInt(
                        schema.value("SELECT COUNT(*) FROM feedback WHERE clean_content LIKE 'horse 4%'")));
    }

    @Test
    void whoever_needs_the_ids_of_all_gets_them_from_however_many_parts() throws Exception {
        FeedbackFilter rare = new Filter().text("zebra").build();
        assertThat(ids(rare, 100)).hasSize(RARE).isEqualTo(listed(rare));
        assertThat(ids(rare, 2)).isEqualTo(listed(rare).subList(0, 2));
        assertThat(ids(new Filter().text("unicorn").build(), 100)).isEmpty();
        FeedbackFilter common = new Filter().text("horse").build();
        assertThat(ids(common, 60_000)).doesNotHaveDuplicates().hasSize(50_000 - RARE);
    }

    private static List<UUID> ids(FeedbackFilter filter, int most) throws Exception {
        return schema.database()
                .read(
                        TestSchema.ample(),
                        execute -> new FeedbackSearch(execute, most, passing(Duration.ofSeconds(1)))
                                .ids(FeedbackConditions.of(filter, Optional.empty())));
    }

    private static List<UUID> listed(FeedbackFilter filter) throws Exception {
        return schema
                .database()
                .read(
                        TestSchema.ample(),
                        execute -> new FeedbackSearch(execute, 200, passing(Duration.ZERO))
                                .page(FeedbackConditions.of(filter, Optional.empty())))
                .items()
                .stream()
                .map(StoredFeedback::id)
                .toList();
    }
}
