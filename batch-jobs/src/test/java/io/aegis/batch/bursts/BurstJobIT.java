/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.Database;
import io.aegis.db.bursts.BurstCounts;
import io.aegis.db.bursts.BurstStore;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.channels.BurstChannels;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Three weeks of made-up rows, the last of which are a burst, judged at moments of a clock of the test's own. */
class BurstJobIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = NOON;

    private static void rows(TestDatabase database, String first, int topics, String every, int count, int from)
            throws Exception {
        rows(database, first, topics, every, count, from, "'NEUTRAL'");
    }

    private static void rows(
            TestDatabase database, String first, int topics, String every, int count, int from, String sentiment)
            throws Exception {
        database.change(
                "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                        + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                        + " vader_compound, adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at,"
                        + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), seq, seq, " + sentiment + ", " + topics
                        + ", FALSE, 'LOW', 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 'en', FALSE, at, at, at FROM"
                        + " (SELECT seq, '" + first + "' + INTERVAL (seq - " + from + ") * " + every
                        + " SECOND AS at FROM seq_" + from + "_to_" + (from + count - 1) + ") AS rows_made");
    }

    /** The last hundred of the texts that come all at once, which nobody said before. */
    private static String group(TestDatabase database) throws Exception {
        String group = "01990000-0000-7000-8000-000000000001";
        database.change(
                "INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, updated_at)"
                        + " SELECT '" + group + "', id, id, 100, 100, created_at, '2026-11-20 12:20:00', created_at"
                        + " FROM feedback WHERE clean_content = '10000'");
        database.change("UPDATE feedback SET group_id = '" + group + "' WHERE clean_content BETWEEN '10000' AND '10119'"
                + " AND LENGTH(clean_content) = 5");
        return group;
    }

    @Test
    void a_burst_is_stored_told_and_ended_once() throws Exception {
        try (TestDatabase test = TestDatabase.create()) {
            rows(test, "2026-10-31 12:00:00", 2, "600", 2_880, 1);
            rows(test, "2026-11-20 12:00:00", 2, "10", 120, 10_000);
            String group = group(test);
            Database database = test.database();
            BurstStore store = new BurstStore(database, database);
            CurrentOwnTopics topics = topics(database);
            BurstTasklet job = job(database, store, topics);
            test.change("INSERT INTO channel (name, kind, address, target, template, bursts, created_at, updated_at)"
                    + " VALUES ('ops', 'SLACK', 'x', '', '', TRUE, NOW(), NOW()), ('quiet', 'SLACK', 'x', '', '', FALSE,"
                    + " NOW(), NOW())");
            for (int minute = 0; minute <= 20; minute += 5) {
                now = NOON.plus(Duration.ofMinutes(minute));
                job.run();
            }
            List<StoredBurst> found = store.current(now, TestDatabase.ample());
            assertThat(found)
                    .extracting(each -> each.series().value())
                    .containsExactlyInAnyOrder("Billing", "Customer Success - Finance", "en", group);
            assertThat(found.getFirst().burst().observed()).isBetween(100L, 130L);
            assertThat(found.getFirst().burst().since()).isBetween(NOON.minusSeconds(300), NOON.plusSeconds(900));
            assertThat(test.value("SELECT JSON_VALUE(payload, '$.annotations.summary') FROM alert_outbox"
                            + " WHERE channel = 'alertmanager' AND payload LIKE '%Billing%' ORDER BY id LIMIT 1"))
                    .startsWith("Billing: ")
                    .contains("in the last hour");
            assertThat(test.value("SELECT JSON_VALUE(payload, '$.annotations.summary') FROM alert_outbox"
                            + " WHERE channel = 'alertmanager' AND payload LIKE '%" + group + "%' ORDER BY id LIMIT 1"))
                    .startsWith("A group of texts that say the same: ");
            assertThat(found.stream().filter(each -> each.series().group().isEmpty()))
                    .allSatisfy(
                            each -> assertThat(each.mostly().orElseThrow().id()).hasToString(group));
            // Once for the topic and once for the group, at its begin, to the channel that wants to know; the rest are
            // the same texts.
            assertThat(test.number(
                            "SELECT COUNT(*) FROM alert_outbox WHERE event = 'feedback.burst' AND channel = 'ops'"))
                    .isEqualTo(2);
            assertThat(test.number("SELECT COUNT(*) FROM alert_outbox WHERE channel = 'quiet'"))
                    .isZero();
            assertThat(test.value("SELECT JSON_VALUE(payload, '$.text') FROM alert_outbox"
                            + " WHERE event = 'feedback.burst' AND JSON_VALUE(payload, '$.value') = 'Billing'"))
                    .startsWith("Billing: ")
                    .endsWith(" of them say the same");

            now = NOON.plus(Duration.ofHours(5));
            job.run();
            assertThat(store.open(TestDatabase.ample())).isEmpty();
            assertThat(test.number("SELECT COUNT(*) FROM alert_outbox WHERE payload LIKE '%as usual again%'"))
                    .isEqualTo(4);
        }
    }

    @Test
    void bursts_that_begin_at_once_are_one_message() throws Exception {
        try (TestDatabase test = TestDatabase.create()) {
            rows(test, "2026-10-31 12:00:00", 2, "600", 2_880, 1);
            rows(test, "2026-10-31 12:00:00", 4, "600", 2_880, 3_000);
            rows(test, "2026-11-20 12:00:00", 2, "10", 120, 10_000);
            rows(test, "2026-11-20 12:00:00", 4, "10", 120, 20_000);
            Database database = test.database();
            BurstTasklet job = job(database, new BurstStore(database, database), topics(database));
            test.change("INSERT INTO channel (name, kind, address, target, template, bursts, created_at, updated_at)"
                    + " VALUES ('ops', 'SLACK', 'x', '', '', TRUE, NOW(), NOW())");
            for (int minute = 0; minute <= 20; minute += 5) {
                now = NOON.plus(Duration.ofMinutes(minute));
                job.run();
            }
            assertThat(test.number("SELECT COUNT(*) FROM alert_outbox WHERE event = 'feedback.burst'"))
                    .isOne();
            assertThat(test.value("SELECT JSON_VALUE(payload, '$.text') FROM alert_outbox WHERE event ="
                            + " 'feedback.burst'"))
                    .startsWith("2 bursts began: ")
                    .contains("Billing: ", "; ", "Technical: ");
        }
    }

    @Test
    void on_the_first_day_nothing_is_more_than_usual() throws Exception {
        try (TestDatabase test = TestDatabase.create()) {
            rows(test, "2026-11-20 02:00:00", 2, "600", 60, 1);
            rows(test, "2026-11-20 12:00:00", 2, "10", 120, 10_000);
            Database database = test.database();
            BurstStore store = new BurstStore(database, database);
            BurstTasklet job = job(database, store, topics(database));
            for (int minute = 0; minute <= 20; minute += 5) {
                now = NOON.plus(Duration.ofMinutes(minute));
                job.run();
            }
            assertThat(store.open(TestDatabase.ample())).isEmpty();
        }
    }

    private BurstTasklet job(Database database, BurstStore store, CurrentOwnTopics topics) {
        return new BurstTasklet(
                new BurstMemory(new BurstCounts(database)),
                store,
                new BurstOutbox(database, new BurstChannels(database), true),
                new BurstNotifier(topics, Optional.empty()),
                topics,
                () -> now,
                Ticker.system());
    }

    private static CurrentOwnTopics topics(Database database) {
        return new CurrentOwnTopics(
                known -> new OwnTopicStore(database).newerThan(known, TestDatabase.ample()), TopicRuleCompiler.load());
    }

    /** As many as ever, of which for three weeks each tenth was negative, and for half an hour nearly all are. */
    @Test
    void a_larger_share_of_negative_texts_is_a_burst_of_its_own() throws Exception {
        try (TestDatabase test = TestDatabase.create()) {
            rows(test, "2026-10-31 12:00:00", 2, "60", 28_800, 1, "IF(MOD(seq, 10) = 0, 'NEGATIVE', 'NEUTRAL')");
            rows(test, "2026-11-20 12:00:00", 2, "60", 30, 100_000, "IF(MOD(seq, 10) = 0, 'NEUTRAL', 'NEGATIVE')");
            Database database = test.database();
            BurstStore store = new BurstStore(database, database);
            BurstTasklet job = job(database, store, topics(database));
            for (int minute = 0; minute <= 30; minute += 5) {
                now = NOON.plus(Duration.ofMinutes(minute));
                job.run();
            }
            assertThat(store.current(now, TestDatabase.ample()))
                    .hasSize(3)
                    .allSatisfy(each -> {
                        assertThat(each.series().aspect()).isEqualTo(BurstAspect.NEGATIVE);
                        assertThat(each.burst().observed()).isBetween(25L, 35L);
                        assertThat(each.burst().total()).isBetween(55L, 61L);
                    })
                    .extracting(each -> each.series().value())
                    .containsExactlyInAnyOrder("Billing", "Customer Success - Finance", "en");
        }
    }

    /** Old reviews that are uploaded in a quarter of an hour are no news, and still teach what is usual. */
    @Test
    void rows_of_the_past_are_no_burst_of_now_and_become_the_past() throws Exception {
        try (TestDatabase test = TestDatabase.create()) {
            rows(test, "2026-10-31 12:00:00", 2, "600", 2_880, 1);
            Database database = test.database();
            BurstStore store = new BurstStore(database, database);
            BurstTasklet job = job(database, store, topics(database));
            job.run();
            rows(test, "2026-11-20 12:01:00", 2, "2", 500, 10_000);
            test.change("UPDATE feedback SET occurred_at = created_at - INTERVAL 14 DAY WHERE LENGTH(raw_content) = 5");
            for (int minute = 5; minute <= 30; minute += 5) {
                now = NOON.plus(Duration.ofMinutes(minute));
                job.run();
                assertThat(store.open(TestDatabase.ample())).isEmpty();
            }
        }
    }
}
