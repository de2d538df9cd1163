/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.audit.Actor;
import io.aegis.batch.TestDatabase;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.Reject;
import io.aegis.db.imports.RowCounts;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.feedbackfile.FileRecord;
import io.aegis.feedbackfile.FileSource;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.heuristic.TopicRule;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.testing.Await;
import io.aegis.topics.OwnTopic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports by the batch application, from the request to the last row. */
class FeedbackImportIT {

    private static final String URGENT = "My lawyer will sue you if the stolen money is not back today";

    private static final HeuristicLane LANE = HeuristicLane.load(Optional.empty());

    private static TestDatabase database;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        application = database.start(Map.of("ALERT_WEBHOOK_URL", "http://alerts.example/"));
    }

    @AfterAll
    static void close() {
        application.close();
        database.close();
    }

    private static FeedbackImport awaitEnd(UUID id) throws Exception {
        Await.until(
                "the import has ended",
                () -> StagedFiles.progress(database, id).finishedAt().isPresent());
        return StagedFiles.progress(database, id);
    }

    private static FeedbackImport run(String csv) throws Exception {
        return awaitEnd(StagedFiles.stage(database, csv));
    }

    private static long count(String table, String where) throws Exception {
        return database.number("SELECT COUNT(*) FROM " + table + " WHERE " + where);
    }

    @Test
    void every_row_is_stored_found_or_rejected() throws Exception {
        FeedbackImport done = run("""
                id,text,channel
                1,The invoice of kinds is wrong,email
                2,  The invoice <b>of kinds</b> is wrong ,phone
                3,"The app of kinds
                crashes, always",
                4,no
                5,"never closed
                6,The menu of kinds is lovely,
                7,too,many,columns
                ,,
                """);

        assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
        assertThat(done.rows()).isEqualTo(new RowCounts(3, 1, 3, 1));
        assertThat(done.percent()).isEqualTo(100);
        assertThat(count("feedback", "clean_content LIKE '%of kinds%'")).isEqualTo(3);
        assertThat(count("feedback", "clean_content = 'The invoice of kinds is wrong' AND submissions = 2"))
                .isEqualTo(1);
        assertThat(count("submission", "channel IN ('email', 'phone')")).isEqualTo(2);
        List<Reject> rejects = new ImportQueries(database.database()).rejects(done.id(), 0, TestDatabase.ample());
        assertThat(rejects).extracting(Reject::line).containsExactly(6L, 7L, 9L);
        assertThat(rejects.getFirst().content()).isEqualTo("4,no");
        assertThat(rejects.getFirst().reason()).contains("2 columns");
        Await.until("the staged pieces are gone", () -> count("import_chunk", "import_id = '" + done.id() + "'") == 0);
    }

    @Test
    void an_imported_row_is_like_a_posted_one() throws Exception {
        Alerts alerts = new Alerts(List.of("webhook"), UuidCreator::getTimeOrderedEpoch);
        MariaDbFeedbackStore store = new MariaDbFeedbackStore(
                database.database(), alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        store.store(posted(URGENT + ", alpha"), TestDatabase.ample());

        run("text\n\"" + URGENT + ", gamma\"\n");

        assertThat(shape("gamma")).isEqualTo(shape("alpha"));
        assertThat(count("alert_outbox", "payload LIKE '%, gamma%' AND channel = 'webhook'"))
                .isEqualTo(1);
    }

    /** What posting a text would store. */
    private static NewFeedback posted(String text) throws Exception {
        FileHead head = FileHead.of(FileSource.of("text\nof one column\n".getBytes(StandardCharsets.UTF_8)));
        FileRecord record = new FileRecord.Encoded(1, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
        return Objects.requireNonNull(
                new FeedbackRowProcessor(head, LANE.analyzer(), UuidCreator::getTimeOrderedEpoch, Clock.systemUTC())
                        .process(record));
    }

    /** All that the row says besides its ids, times and text. */
    private static String shape(String end) throws Exception {
        return database.value("""
                SELECT CONCAT_WS('|', f.sentiment, f.topics, f.is_urgent, f.priority, f.department, f.confidence, f.source,
                  f.provider, f.vader_compound, f.adjusted_compound, f.evidence, f.status, f.needs_review, f.submissions,
                  f.version, f.last_submitted_at = f.created_at, a.lane, a.provider, a.sentiment, a.topics, a.is_urgent,
                  a.confidence, a.applied, a.created_at = f.created_at, o.event, o.state)
                FROM feedback f JOIN analysis a ON a.feedback_id = f.id JOIN alert_outbox o ON o.subject_id = f.id
                WHERE f.clean_content LIKE '%%, %s'""".formatted(end));
    }

    @Test
    void the_same_texts_again_are_only_counted() throws Exception {
        String csv = "text\n"
                + IntStream.range(0, 5000)
                        .mapToObj(i -> "Repeated text number " + i)
                        .collect(Collectors.joining("\n"));
        assertThat(run(csv).rows()).isEqualTo(new RowCounts(5000, 0, 0));
        assertThat(run(csv + "\nRepeated text number 0").rows()).isEqualTo(new RowCounts(0, 5001, 0));
        assertThat(database.number("SELECT SUM(submissions) FROM feedback WHERE clean_content LIKE 'Repeated text%'"))
                .isEqualTo(10_001);
    }

    @Test
    void imported_rows_carry_the_topics_whose_rules_they_fit() throws Exception {
        TopicRule rule = new TopicRule(List.of("gift ..2 card"), List.of(), 1, false, 1);
        OwnTopic topic = new OwnTopic(6, "Gift cards", "", "#336699", "Shops", List.of(rule), List.of());
        new OwnTopicStore(database.database()).replace(0, List.of(topic), Actor.COMMAND, TestDatabase.ample());

        run("text\nWhere is the gift card of mine\nWhere is the birthday card of mine\n");

        assertThat(database.number(
                        "SELECT own_topics FROM feedback WHERE clean_content = 'Where is the gift card of mine'"))
                .isEqualTo(1L << 6);
        assertThat(count("feedback", "clean_content = 'Where is the birthday card of mine' AND own_topics = 0"))
                .isEqualTo(1);
    }

    @Test
    void rejects_can_be_mended_and_sent_again() throws Exception {
        FeedbackImport done = run("line,reason,content\n2,too short,'=SUM of all evils\n");
        assertThat(done.rows().stored()).isEqualTo(1);
        assertThat(count("feedback", "raw_content = '=SUM of all evils'")).isEqualTo(1);
    }

    @Test
    void packed_files_and_lists_are_imported_as_wholes() throws Exception {
        String rows = IntStream.range(0, 3000)
                .mapToObj(i -> i + ",Packed text number " + i)
                .collect(Collectors.joining("\n"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("id,text\n" + rows + "\n").getBytes(StandardCharsets.UTF_16LE));
        }
        FeedbackImport unpacked = awaitEnd(StagedFiles.stage(database, packed.toByteArray()));
        assertThat(unpacked.rows()).isEqualTo(new RowCounts(3000, 0, 0));
        assertThat(unpacked.stagedBytes()).isEqualTo(3000);
        assertThat(unpacked.position().bytes()).isEqualTo(3000);

        FeedbackImport list = run("[{\"text\": \"Listed text of one\"}, {\"text\": \"x\"}, {}]");
        assertThat(list.rows()).isEqualTo(new RowCounts(1, 0, 1, 1));
    }

    @Test
    void a_file_that_is_damaged_fails_and_says_what_to_do() throws Exception {
        FeedbackImport damaged = run("[{\"text\": \"Listed text before the end\"}, " + " ".repeat(300_000) + "{\"te");
        assertThat(damaged.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(damaged.failure()).contains("The JSON ends in the middle of its list: export the file again.");
        FeedbackImport page = run("<html>Sign in</html>");
        assertThat(page.failure().orElseThrow()).startsWith("The file is a web page (HTML)");
    }

    @Test
    void a_file_without_texts_fails_and_says_why() throws Exception {
        FeedbackImport failed = run("id,amount\n1,12\n");
        assertThat(failed.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(failed.failure().orElseThrow())
                .startsWith("Say which column is the text")
                .contains("id, amount");
    }

    @Test
    void a_file_of_a_header_completes_with_nothing() throws Exception {
        FeedbackImport done = run("id,text\n");
        assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
        assertThat(done.rows()).isEqualTo(RowCounts.NONE);
    }

    /** Two imports of the same texts, in opposite order, at the same time. */
    @Test
    void imports_that_meet_count_every_text_once() throws Exception {
        List<String> texts = new ArrayList<>();
        IntStream.range(0, 6000).forEach(i -> texts.add("Meeting text number " + i));
        UUID one = StagedFiles.stage(database, "text\n" + String.join("\n", texts));
        UUID two = StagedFiles.stage(database, "text\n" + String.join("\n", texts.reversed()));

        RowCounts first = awaitEnd(one).rows();
        RowCounts second = awaitEnd(two).rows();

        assertThat(first.stored() + second.stored()).isEqualTo(6000);
        assertThat(first.duplicate() + second.duplicate()).isEqualTo(6000);
        assertThat(database.number(
                        "SELECT COUNT(*) FROM feedback WHERE clean_content LIKE 'Meeting text%' AND submissions = 2"))
                .isEqualTo(6000);
    }

    /** An import and four who post its texts meanwhile, each in another order. */
    @Test
    void texts_that_are_posted_while_they_are_imported_count_once() throws Exception {
        List<String> texts = IntStream.range(0, 6000)
                .mapToObj(i -> "Simultaneous text number " + i)
                .toList();
        MariaDbFeedbackStore store = new MariaDbFeedbackStore(
                database.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        UUID id = StagedFiles.stage(database, "text\n" + String.join("\n", texts));
        List<Future<Long>> posters = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int poster = 0; poster < 4; poster++) {
                List<String> order = new ArrayList<>(texts);
                Collections.shuffle(order, new Random(poster));
                posters.add(threads.submit(() -> inserted(store, order.subList(0, 1500))));
            }
        }
        long posted = 0;
        for (Future<Long> poster : posters) {
            posted += poster.get();
        }

        RowCounts rows = awaitEnd(id).rows();

        assertThat(rows.stored() + rows.duplicate()).isEqualTo(6000);
        assertThat(rows.duplicate()).isEqualTo(posted);
        assertThat(count("feedback", "clean_content LIKE 'Simultaneous text%'")).isEqualTo(6000);
        assertThat(database.number(
                        "SELECT SUM(submissions) FROM feedback WHERE clean_content LIKE 'Simultaneous text%'"))
                .isEqualTo(6000 + posted);
    }

    private static long inserted(MariaDbFeedbackStore store, List<String> texts) throws Exception {
        long inserted = 0;
        for (String text : texts) {
            StoreResult result = store.store(posted(text), TestDatabase.ample());
            inserted += result instanceof StoreResult.Inserted ? 1 : 0;
        }
        return inserted;
    }
}
