/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.csv.CsvWriter;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.online.http.PagedExport;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.online.topics.TopicsModule;
import io.aegis.settings.Environment;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a filter as files, on a real database. */
class FeedbackExportIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ticker TICKER = Ticker.system();
    private static final HeuristicAnalyzer HEURISTIC =
            HeuristicLane.load(Optional.empty()).analyzer();

    /** More than two pages. */
    private static final int ROWS = 2 * FeedbackQueries.MAX_LIMIT + 7;

    private static final String FORMULA = "=HYPERLINK(\"http://evil\") the marmots, \"charged\" me twice";

    private static RealDatabase schema;
    private static Database database;
    private static MariaDbFeedbackStore store;
    private static RunningApi api;

    @BeforeAll
    static void open() throws Exception {
        schema = RealDatabase.shared();
        Map<String, String> settings = schema.settings();
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, TICKER, new Random());
        api = new RunningApi(
                settings,
                List::of,
                () -> true,
                runtime -> List.of(new FeedbackInbox(
                        new FeedbackQueries(database),
                        new FeedbackTriage(database, Clock.systemUTC()),
                        new TopicsModule(runtime, database, new FeedbackQueries(database), TICKER).current(),
                        TICKER)));
        store = new MariaDbFeedbackStore(
                database, new Alerts(List.of(), UUID::randomUUID), UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        for (int i = 0; i < ROWS; i++) {
            store.store(
                    feedback("The marmots were charged twice, number " + i),
                    Deadline.after(TICKER, Duration.ofSeconds(20)));
        }
        store.store(feedback(FORMULA), Deadline.after(TICKER, Duration.ofSeconds(20)));
    }

    private static NewFeedback feedback(String text) {
        return feedback(text, Metadata.NONE);
    }

    private static NewFeedback feedback(String text, Metadata metadata) {
        FeedbackText clean = FeedbackText.of(text);
        HeuristicAnalysis heuristic = HEURISTIC.analyze(clean);
        return new NewFeedback(
                UuidCreator.getTimeOrderedEpoch(),
                ContentHash.of(clean),
                text,
                clean,
                new Analysis(
                        heuristic.labels(),
                        heuristic.priority(),
                        heuristic.confidence(),
                        AnalysisSource.FALLBACK,
                        "vader-regex"),
                heuristic,
                Optional.empty(),
                Set.of(),
                metadata,
                Instant.now());
    }

    @AfterAll
    static void close() {
        api.close();
        database.close();
    }

    @Test
    void every_row_of_a_filter_is_in_both_files_once_and_the_newest_first() throws Exception {
        HttpResponse<String> csv = api.get("/feedback/export.csv?topic=Billing&q=marmots");
        HttpResponse<String> lines = api.get("/feedback/export.jsonl?topic=Billing&q=marmots");

        assertThat(csv.headers().firstValue("Content-Type")).contains(CsvWriter.MEDIA_TYPE);
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"feedback.csv\"");
        assertThat(lines.headers().firstValue("Content-Type")).contains(PagedExport.JSON_LINES);
        List<String> records = csv.body().lines().toList();
        assertThat(records.getFirst()).startsWith("id,created_at,updated_at,raw_content,status");
        assertThat(records).hasSize(ROWS + 2);
        Set<String> ids = new HashSet<>();
        String before = "9999";
        for (String line : lines.body().lines().toList()) {
            JsonNode row = JSON.readTree(line);
            ids.add(row.path("id").asText());
            assertThat(row.path("created_at").asText()).as(line).isLessThanOrEqualTo(before);
            before = row.path("created_at").asText();
        }
        assertThat(ids).hasSize(ROWS + 1);
        assertThat(records.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    /** What lists say of a row, and what only its submission does. */
    @Test
    void what_colleagues_agreed_on_and_what_the_sender_told_is_in_both_files() throws Exception {
        NewFeedback sent = feedback(
                "The porcupine was charged twice",
                new Metadata(
                        Optional.of("app-store"),
                        Optional.of("customer-4711"),
                        Optional.of("case-9"),
                        Optional.of(Instant.parse("2026-01-02T03:04:05Z"))));
        store.store(sent, Deadline.after(TICKER, Duration.ofSeconds(20)));
        store.store(
                feedback("The porcupine is fine, nobody told more"), Deadline.after(TICKER, Duration.ofSeconds(20)));
        String id = "'" + sent.id() + "'";
        schema.change(
                "INSERT INTO triage (feedback_id, received_at, assigned_to, snoozed, snoozed_until, version) VALUES ("
                        + id + ", NOW(6), 'Ann', TRUE, '2999-01-01 00:00:00', 3)");
        schema.change("INSERT INTO triage_tag (feedback_id, tag, received_at) VALUES (" + id + ", 'vip', NOW(6)), ("
                + id + ", 'refund', NOW(6))");
        schema.change("INSERT INTO triage_note (feedback_id, number, author, note, written_at) VALUES (" + id
                + ", 1, 'Ann', 'called', NOW(6)), (" + id + ", 2, 'Ann', 'again', NOW(6))");
        // The same text again: the first submission is told.
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel, customer_ref) VALUES (" + id
                + ", '2999-01-01', UUID(), 'later', 'other')");

        List<String> csv =
                api.get("/feedback/export.csv?q=porcupine").body().lines().toList();
        List<String> lines =
                api.get("/feedback/export.jsonl?q=porcupine").body().lines().toList();

        assertThat(csv.getFirst())
                .startsWith("id,created_at,updated_at,raw_content,status,resolution_note,sentiment,topics,is_urgent,"
                        + "possibly_urgent,own_topics,priority,department,confidence_score,source,ai_provider,language,"
                        + "needs_review,submissions,group_id,")
                .endsWith(",assigned_to,tags,snoozed,snoozed_until,snoozed_until_again,notes,channel,customer_ref,"
                        + "external_id,occurred_at,rating,author");
        assertThat(csv).hasSize(3);
        assertThat(csv.get(1)).endsWith(",,,false,,false,0,,,,,,");
        assertThat(csv.get(2))
                .endsWith(",Ann,refund|vip,true,2999-01-01T00:00:00.000Z,false,2,app-store,customer-4711,case-9,"
                        + "2026-01-02T03:04:05.000Z,,");
        JsonNode listed =
                JSON.readTree(api.get("/feedback?q=porcupine&tag=vip").body()).at("/items/0");
        JsonNode line = JSON.readTree(lines.get(1));
        assertThat(line.path("triage")).isEqualTo(listed.path("triage"));
        assertThat(line.path("metadata").path("customer_ref").asText()).isEqualTo("customer-4711");
        listed.properties()
                .forEach(field ->
                        assertThat(line.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(JSON.readTree(lines.getFirst()).at("/metadata/channel").isNull())
                .isTrue();
    }

    @Test
    void no_spreadsheet_runs_what_a_customer_wrote() {
        assertThat(api.get("/feedback/export.csv?q=HYPERLINK").body())
                .contains("\"'=HYPERLINK(\"\"http://evil\"\") the marmots, \"\"charged\"\" me twice\"")
                .doesNotContain(",=HYPERLINK", ",\"=HYPERLINK");
    }

    @Test
    void a_filter_that_nothing_meets_gives_a_head_and_no_lines() {
        assertThat(api.get("/feedback/export.csv?q=no-such-marmot").body())
                .isEqualTo(String.join(",", FeedbackCsv.HEAD) + "\r\n");
        assertThat(api.get("/feedback/export.jsonl?q=no-such-marmot").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feedback/export.csv", "/feedback/export.jsonl"})
    void a_wrong_filter_is_422_and_without_a_key_it_is_401(String path) {
        assertThat(api.get(path + "?topic=Weather").statusCode()).isEqualTo(422);
        assertThat(api.get(path + "?tpoic=Billing").statusCode())
                .as("what is misspelt does not give everything")
                .isEqualTo(422);
        assertThat(api.send(api.request(path)).statusCode()).isEqualTo(401);
    }
}
