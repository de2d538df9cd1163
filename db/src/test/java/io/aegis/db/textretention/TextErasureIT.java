/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.Transactions;
import io.aegis.db.Work;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which texts go, what goes with them, and what is told of it, on a real database. */
class TextErasureIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String MOMENT = "'2026-11-30 12:00:00' - INTERVAL ";

    private TestSchema schema;
    private TextRetentionStore store;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        store = new TextRetentionStore(schema.database());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private void keep(Optional<Integer> byDefault, Map<String, Integer> sources) throws Exception {
        long version = store.read(TestSchema.ample()).version();
        assertThat(store.replace(
                        new TextRetention(version, byDefault, new TreeMap<>(sources)),
                        Actor.COMMAND,
                        TestSchema.ample()))
                .isPresent();
    }

    /** A text that came so many days ago, once without a source. */
    private UUID text(String text, int days) throws Exception {
        UUID id = Samples.stored(schema, text);
        schema.change("UPDATE feedback SET created_at = " + MOMENT + days + " DAY, last_submitted_at = " + MOMENT + days
                + " DAY WHERE id = '" + id + "'");
        return id;
    }

    /** A text that came so many days ago from a source. */
    private UUID text(String text, int days, String source) throws Exception {
        UUID id = text(text, days);
        submission(id, days, source);
        return id;
    }

    private void submission(UUID id, int days, String source) throws Exception {
        schema.change(
                "INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref, occurred_at) VALUES"
                        + " ('" + id + "', " + MOMENT + days + " DAY, UUID(), '" + source
                        + "', 'someone', '2001-01-01')");
    }

    private void repeated(UUID id, int days, String source) throws Exception {
        submission(id, days, source);
        schema.change("UPDATE feedback SET submissions = submissions + 1, last_submitted_at ="
                + " GREATEST(last_submitted_at, " + MOMENT + days + " DAY) WHERE id = '" + id + "'");
    }

    private long run(TextErasure erasure) throws Exception {
        long erased = 0;
        Removal removal;
        do {
            removal = erasure.some(NOW, TestSchema.ample());
            erased += removal.rows();
        } while (removal.more());
        return erased;
    }

    private long run() throws Exception {
        return run(new TextErasure(schema.database()));
    }

    private String left() throws Exception {
        return schema.value("SELECT COALESCE(GROUP_CONCAT(clean_content ORDER BY clean_content), '') FROM feedback");
    }

    private String told() throws Exception {
        return schema.value("SELECT COALESCE(GROUP_CONCAT(after_value ORDER BY id), '') FROM audit_log"
                + " WHERE action = 'TEXT_RETENTION' AND actor_kind = 'PRODUCT' AND actor = 'Aegis'");
    }

    @Test
    void nothing_goes_unless_somebody_said_so() throws Exception {
        text("from a chat", 9_000, "chat");
        text("from nowhere", 9_000);

        assertThat(run()).isZero();
        keep(Optional.empty(), Map.of());
        assertThat(run()).isZero();

        assertThat(left()).isEqualTo("from a chat,from nowhere");
        assertThat(told()).isEmpty();
    }

    @Test
    void a_text_goes_when_the_longest_of_its_sources_says_so_and_a_young_repeat_keeps_it() throws Exception {
        text("a chat", 11, "chat");
        text("a young chat", 9, "chat");
        UUID two = text("a chat and a mail", 50, "chat");
        repeated(two, 50, "mail");
        UUID old = text("an old chat and a mail", 101, "chat");
        repeated(old, 101, "mail");
        UUID again = text("an old chat that came again", 400, "chat");
        repeated(again, 3, "chat");
        UUID unnamed = text("an old chat also from nowhere", 400, "chat");
        schema.change("UPDATE feedback SET submissions = 2 WHERE id = '" + unnamed + "'");
        UUID pending = text("an old chat whose repeat is not counted yet", 400, "chat");
        submission(pending, 3, "chat");
        text("another chat", 400, "chat ");
        text("nowhere", 400);
        keep(Optional.empty(), Map.of("chat", 10, "mail", 100));

        assertThat(run()).isEqualTo(2);

        assertThat(left())
                .isEqualTo(
                        "a chat and a mail,a young chat,an old chat also from nowhere,an old chat that came again,an old"
                                + " chat whose repeat is not counted yet,another chat,nowhere");
        assertThat(told())
                .isEqualTo(
                        "{\"by_default\":0,\"by_source\":{\"chat\":1,\"mail\":1},\"texts_erased\":2,\"whole\":true}");
        assertThat(run()).isZero();
        assertThat(told()).doesNotContain("},{");
    }

    @Test
    void the_default_takes_sources_without_days_and_submissions_without_a_source() throws Exception {
        text("a letter", 31, "letter");
        text("nowhere", 31);
        text("a young letter", 29, "letter");
        text("a mail", 31, "mail");
        keep(Optional.of(30), Map.of("mail", 100));

        assertThat(run()).isEqualTo(2);

        assertThat(left()).isEqualTo("a mail,a young letter");
        assertThat(told()).contains("\"by_default\":2", "\"by_source\":{}");
    }

    @Test
    void what_changes_is_asked_of_all_texts_again() throws Exception {
        text("a chat", 11, "chat");
        keep(Optional.empty(), Map.of("chat", 100));
        assertThat(run()).isZero();
        keep(Optional.empty(), Map.of("chat", 10));
        assertThat(run()).isEqualTo(1);
        assertThat(schema.value("SELECT GROUP_CONCAT(before_value, after_value ORDER BY id) FROM audit_log"
                        + " WHERE actor_kind = 'COMMAND'"))
                .isEqualTo("{\"sources\":{},\"version\":0}{\"sources\":{\"chat\":100},\"version\":1},"
                        + "{\"sources\":{\"chat\":100},\"version\":1}{\"sources\":{\"chat\":10},\"version\":2}");
    }

    @Test
    void all_that_hangs_on_a_text_goes_with_it_also_when_it_is_assigned_and_open() throws Exception {
        UUID id = text("my zeppelin is late", 11, "chat");
        schema.change("INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at)"
                + " VALUES (UUID(), 'feedback.urgent', '" + id
                + "', 'webhook', '{}', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO feedback_vector VALUES ('" + id + "', 'm', 'abc', UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO healing (feedback_id) VALUES ('" + id + "')");
        schema.change("INSERT INTO review (id, feedback_id, reasons, heuristic_id, created_at, note) SELECT UUID(),"
                + " feedback_id, 'LANGUAGE', id, created_at, 'asked' FROM analysis LIMIT 1");
        schema.change("INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, version) VALUES ('" + id
                + "', UTC_TIMESTAMP(6), 'Ann', FALSE, 1)");
        schema.change("INSERT INTO triage_tag VALUES ('" + id + "', 'sample', UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO triage_note VALUES ('" + id + "', 1, 'Ann', 'calls back', UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO replaced_note VALUES (UUID(), '" + id + "', 'old', UTC_TIMESTAMP(6))");
        schema.change("INSERT INTO sample_feedback VALUES ('" + id + "')");
        schema.change("INSERT INTO feedback_fingerprint (feedback_id) VALUES ('" + id + "')");
        schema.change("INSERT INTO own_topic VALUES (0, 'T', '', '#000000', 'D', '[]',"
                + " '[\"stays\", \"my zeppelin is late\"]', 0)");
        keep(Optional.empty(), Map.of("chat", 10));

        assertThat(run()).isEqualTo(1);
        new GroupEdits(schema.database(), UuidCreator::getTimeOrderedEpoch).removeErased(100, TestSchema.ample());

        for (String table : List.of(
                "feedback",
                "analysis",
                "submission",
                "review",
                "healing",
                "alert_outbox",
                "feedback_vector",
                "feedback_fingerprint",
                "triage",
                "triage_tag",
                "triage_note",
                "replaced_note",
                "sample_feedback")) {
            assertThat(schema.value("SELECT COUNT(*) FROM " + table)).as(table).isEqualTo("0");
        }
        assertThat(schema.value("SELECT examples FROM own_topic")).isEqualTo("[\"stays\"]");
        assertThat(schema.value("SELECT version FROM own_topic_list")).isEqualTo("1");
    }

    private void many(int texts) throws Exception {
        schema.change(
                "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                        + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                        + " vader_compound, adjusted_compound, evidence, language, needs_review, last_submitted_at, created_at,"
                        + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), CONCAT('Text ', seq), CONCAT('Text ', seq),"
                        + " 'NEUTRAL', 1, FALSE, 'LOW', 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', 'eo', FALSE,"
                        + " '2020-01-01', '2020-01-01', '2020-01-01' FROM seq_1_to_" + texts);
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel) SELECT id, created_at, UUID(),"
                + " IF(clean_content = 'Text 7', 'letter', 'chat') FROM feedback");
    }

    /** What is killed commits nothing. */
    private Transactions killed() {
        return new Transactions() {
            @Override
            public <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException {
                return schema.database().transaction(deadline, execute -> {
                    work.in(execute);
                    throw new IllegalStateException("killed");
                });
            }
        };
    }

    @Test
    void whoever_is_killed_goes_on_there_and_all_is_told_once() throws Exception {
        many(620);
        keep(Optional.empty(), Map.of("chat", 10));
        assertThat(new TextErasure(schema.database()).some(NOW, TestSchema.ample()))
                .isEqualTo(new Removal(50, true));
        assertThatThrownBy(() -> new TextErasure(killed()).some(NOW, TestSchema.ample()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(schema.value("SELECT COUNT(*) FROM feedback")).isEqualTo("570");
        assertThat(told()).isEmpty();

        assertThat(run()).isEqualTo(569);

        assertThat(left()).isEqualTo("Text 7");
        assertThat(told())
                .isEqualTo("{\"by_default\":0,\"by_source\":{\"chat\":619},\"texts_erased\":619,\"whole\":true}");
    }

    @Test
    void a_run_is_bounded_and_the_next_goes_on_behind_it() throws Exception {
        many(120);
        keep(Optional.empty(), Map.of("chat", 10));
        TextErasure few = new TextErasure(schema.database(), 60);

        assertThat(run(few)).isEqualTo(100);
        assertThat(told()).contains("\"texts_erased\":100,\"whole\":false");
        assertThat(run(few)).isEqualTo(19);
        assertThat(told()).contains("\"texts_erased\":19,\"whole\":true");
        assertThat(left()).isEqualTo("Text 7");
    }

    @Test
    void a_preview_tells_how_many_would_go_and_takes_none() throws Exception {
        many(120);
        text("nowhere", 400);
        TextRetentionPreview preview = new TextRetentionPreview(schema.database(), Ticker.system());

        TextRetentionPreview.Found found =
                preview.of(new TextRetention(0, Optional.of(300), new TreeMap<>(Map.of("chat", 10, "fax", 1))), NOW);

        assertThat(found).isEqualTo(new TextRetentionPreview.Found(121, true, new TreeMap<>(Map.of("chat", 119L)), 2));
        assertThat(found.texts()).isEqualTo(121);
        assertThat(preview.of(new TextRetention(0, Optional.empty(), new TreeMap<>()), NOW))
                .isEqualTo(new TextRetentionPreview.Found(0, true, new TreeMap<>(), 0));
        assertThat(schema.value("SELECT COUNT(*) FROM feedback")).isEqualTo("121");
        assertThat(store.read(TestSchema.ample()).version()).isZero();
    }
}
