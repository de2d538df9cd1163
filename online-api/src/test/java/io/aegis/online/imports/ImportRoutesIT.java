package io.aegis.online.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.Reject;
import io.aegis.db.imports.RowCounts;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending files and asking how far they are, on a real database. */
class ImportRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RealDatabase real;
    private static Database database;
    private static RunningApi api;
    private static ImportProgress progress;

    @BeforeAll
    static void open() {
        real = RealDatabase.shared();
        Map<String, String> settings = real.settings();
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        progress = new ImportProgress(
                database,
                new FeedbackBulk(
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch), UuidCreator::getTimeOrderedEpoch));
        api = RunningApi.with(new ImportRoutes(
                new ImportStaging(database, UuidCreator::getTimeOrderedEpoch),
                new ImportQueries(database),
                new ImportIds(Secret.of("s"), UuidCreator::getTimeOrderedEpoch),
                Ticker.system()));
    }

    @AfterAll
    static void close() {
        api.close();
        database.close();
    }

    private static Deadline ample() {
        return Deadline.after(Ticker.system(), Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(String query, String type, byte[] body) {
        return api.send(api.request("/feedback/batch_csv" + query)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static JsonNode sent(String query, String type, byte[] body) throws Exception {
        HttpResponse<String> response = send(query, type, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    private static byte[] csv(String text) {
        return ("text\n" + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] form(String disposition, byte[] file) {
        byte[] head = ("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b\r\nContent-Disposition: "
                        + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] form = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, form, 0, head.length);
        System.arraycopy(file, 0, form, head.length, file.length);
        System.arraycopy(tail, 0, form, head.length + file.length, tail.length);
        return form;
    }

    private static JsonNode progressOf(JsonNode sent) throws Exception {
        return JSON.readTree(api.get(sent.path("status_url").asText()).body());
    }

    private static String staged(JsonNode sent) throws Exception {
        UUID id = UUID.fromString(sent.path("import_id").asText());
        return new String(progress.piece(id, 0, ample()).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void a_file_is_taken_and_queued() throws Exception {
        JsonNode sent = sent("?file_name=..%2Fa%5Cmine.csv", "text/csv", csv("taken and queued"));

        assertThat(sent.path("status").asText()).isEqualTo("QUEUED");
        JsonNode shown = progressOf(sent);
        assertThat(shown.path("file_name").asText()).isEqualTo("mine.csv");
        assertThat(shown.path("percent").asDouble()).isZero();
        assertThat(shown.path("rows_per_second").isNull()).isTrue();
        assertThat(shown.path("job_execution_id").isNull()).isTrue();
        assertThat(staged(sent)).isEqualTo("text\ntaken and queued\n");
    }

    @Test
    void a_form_with_a_file_is_the_same_as_the_file() throws Exception {
        byte[] file = csv("sent by a form");
        JsonNode formed = sent(
                "",
                "multipart/form-data; boundary=b",
                form("form-data; name=\"file\"; filename=\"C:\\\\f.csv\"", file));
        JsonNode plain = sent("", "text/csv", file);

        assertThat(staged(formed)).isEqualTo(new String(file, StandardCharsets.UTF_8));
        assertThat(plain.path("import_id")).isEqualTo(formed.path("import_id"));
        assertThat(progressOf(formed).path("file_name").asText()).isEqualTo("f.csv");
    }

    @Test
    void the_same_file_is_imported_again_only_when_forced() throws Exception {
        byte[] file = csv("forced again");
        JsonNode first = sent("", "text/csv", file);
        JsonNode forced = sent("?force=true", "text/csv", file);
        JsonNode third = sent("", "text/csv", file);

        assertThat(forced.path("import_id")).isNotEqualTo(first.path("import_id"));
        assertThat(third.path("import_id")).isEqualTo(forced.path("import_id"));
    }

    @Test
    void a_large_file_lies_in_pieces_as_it_was_sent() throws Exception {
        StringBuilder text = new StringBuilder("text\n");
        IntStream.range(0, 100_000)
                .forEach(i -> text.append("größer ").append(i).append('\n'));
        byte[] file = text.toString().getBytes(Charset.forName("windows-1252"));
        JsonNode sent = sent("", "text/csv; charset=windows-1252", file);

        UUID id = UUID.fromString(sent.path("import_id").asText());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long number = 0; ; number++) {
            Optional<byte[]> piece = progress.piece(id, number, ample());
            if (piece.isEmpty()) {
                break;
            }
            all.writeBytes(piece.get());
        }
        assertThat(all.toByteArray()).isEqualTo(file);
        assertThat(file.length).isGreaterThan(ImportStaging.PIECE);
        assertThat(progressOf(sent).path("options").path("charset").asText()).isEqualTo("windows-1252");
    }

    @Test
    void what_was_decided_is_told_with_the_import() throws Exception {
        byte[] file = "sep=;\nid;Kommentar;Kanal\n1;Die Lieferung war zu spät;Mail\n"
                .getBytes(Charset.forName("windows-1252"));
        JsonNode shown = progressOf(sent("", "text/csv", file));

        assertThat(shown.path("status").asText()).isEqualTo("QUEUED");
        assertThat(shown.path("rows_empty").asInt()).isZero();
        assertThat(shown.path("asked").size()).isZero();
        JsonNode options = shown.path("options");
        assertThat(options.path("format").asText()).isEqualTo("csv");
        assertThat(options.path("charset").asText()).isEqualTo("windows-1252");
        assertThat(options.path("separator").asText()).isEqualTo("semicolon");
        assertThat(options.path("header_row").asInt()).isEqualTo(2);
        assertThat(options.path("column").asText()).isEqualTo("Kommentar");
        assertThat(options.path("map").path("channel").asText()).isEqualTo("Kanal");
        assertThat(shown.path("detected").path("why").path("separator").asText())
                .contains("sep=");
    }

    @Test
    void a_character_set_is_told_by_characters_that_come_late() throws Exception {
        String late =
                "id;text\n" + "1;plain words only in this row\n".repeat(20_000) + "2;zu spät, zu groß und zu müde\n";
        JsonNode shown = progressOf(sent("", "text/csv", late.getBytes(Charset.forName("windows-1252"))));
        assertThat(shown.path("options").path("charset").asText()).isEqualTo("windows-1252");

        String open = late.replace("id;text", "first;first").replace("\n1;", "\nsome words of it;");
        JsonNode waiting = sent("", "text/csv", open.getBytes(Charset.forName("windows-1252")));
        assertThat(waiting.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        map(waiting, "{\"column\": 2}", 422);
        map(waiting, "{\"column\": \"2\"}", 202);
        assertThat(progressOf(waiting).path("options").path("charset").asText()).isEqualTo("windows-1252");
    }

    private static JsonNode map(JsonNode sent, String body, int status) throws Exception {
        HttpResponse<String> answer = api.send(
                api.request("/feedback/imports/" + sent.path("import_id").asText() + "/mapping")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    @Test
    void a_file_whose_text_is_open_waits_for_a_mapping() throws Exception {
        byte[] file = "What do you like?,What do you miss?,Seen on\nSpeed of it,The export button,Mail\n"
                .getBytes(StandardCharsets.UTF_8);
        JsonNode sent = sent("", "text/csv", file);

        assertThat(sent.path("status").asText()).isEqualTo("NEEDS_MAPPING");
        JsonNode shown = progressOf(sent);
        assertThat(shown.path("failure").asText()).startsWith("Say which column is the text");
        assertThat(shown.path("preview").path("candidates"))
                .extracting(JsonNode::asText)
                .containsExactly("What do you like?", "What do you miss?");
        assertThat(sent("", "text/csv", file).path("import_id")).isEqualTo(sent.path("import_id"));

        assertThat(map(sent, "{\"column\": \"none of these\"}", 422)
                        .path("detail")
                        .asText())
                .startsWith("Name another column: there is no column 'none of these'.");
        map(sent, "{\"format\": \"docx\"}", 422);
        map(sent, "{\"header_row\": -1}", 422);
        JsonNode mapped = map(
                sent,
                "{\"column\": \"What do you miss?\", \"header_row\": 1, \"map\": {\"channel\": \"Seen on\"}}",
                202);

        assertThat(mapped.path("status").asText()).isEqualTo("QUEUED");
        JsonNode queued = progressOf(sent);
        assertThat(queued.path("failure").isNull()).isTrue();
        assertThat(queued.path("options").path("column").asText()).isEqualTo("What do you miss?");
        assertThat(queued.path("options").path("map").path("channel").asText()).isEqualTo("Seen on");
        assertThat(queued.path("asked").path("map.channel").asText()).isEqualTo("Seen on");
        assertThat(queued.has("preview")).isFalse();
        map(sent, "{\"column\": \"1\"}", 409);
        assertThat(api.send(api.request("/feedback/imports/" + UUID.randomUUID() + "/mapping")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_was_asked_for_is_part_of_an_uploads_identity() throws Exception {
        byte[] file = "a,text,b\n1,the first one here,the second one here\n".getBytes(StandardCharsets.UTF_8);
        JsonNode plain = sent("", "text/csv", file);
        JsonNode other = sent("?column=b", "text/csv", file);
        JsonNode third = sent("?charset=ISO-8859-1", "text/csv", file);

        assertThat(other.path("import_id")).isNotEqualTo(plain.path("import_id"));
        assertThat(third.path("import_id"))
                .isNotEqualTo(plain.path("import_id"))
                .isNotEqualTo(other.path("import_id"));
        assertThat(sent("?column=b", "text/csv", file).path("import_id")).isEqualTo(other.path("import_id"));
        assertThat(sent("?charset=latin1", "text/csv", file).path("import_id")).isEqualTo(third.path("import_id"));
        assertThat(progressOf(other).path("options").path("column").asText()).isEqualTo("b");
        assertThat(progressOf(other).path("asked").path("column").asText()).isEqualTo("b");
    }

    @Test
    void fields_of_a_form_say_the_same_before_and_after_the_file() throws Exception {
        byte[] file = "a,text,b\n1,the first in a form,the second in a form\n".getBytes(StandardCharsets.UTF_8);
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = part.formatted("column", "b") + part.formatted("file", new String(file, StandardCharsets.UTF_8))
                + part.formatted("map.channel", "text") + part.formatted("other", "x".repeat(5000)) + "--b--\r\n";
        JsonNode sent = sent("", "multipart/form-data; boundary=b", body.getBytes(StandardCharsets.UTF_8));

        JsonNode asked = progressOf(sent).path("asked");
        assertThat(asked.path("column").asText()).isEqualTo("b");
        assertThat(asked.path("map.channel").asText()).isEqualTo("text");
        for (String wrong : List.of(part.formatted("format", "docx"), part.formatted("column", "x".repeat(5000)))) {
            String refused = part.formatted("file", "text\nhello there\n") + wrong + "--b--\r\n";
            assertThat(send("", "multipart/form-data; boundary=b", refused.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    @Test
    void files_that_are_none_of_feedback_are_refused_by_name() throws Exception {
        HttpResponse<String> answer =
                send("", "text/csv", "<!DOCTYPE html><html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("detail").asText()).startsWith("The file is a web page (HTML)");
        assertThat(problem.path("errors").get(0).path("field").asText()).isEqualTo("file");
        assertThat(send("?sheet=x", "text/csv", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("a PDF document");
        assertThat(send(
                                "?header_row=1",
                                "application/x-ndjson",
                                "{\"text\":\"a b c\"}\n".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(422);
    }

    private static HttpResponse<String> preview(String query, byte[] body) {
        return api.send(api.request("/feedback/imports/preview" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    @Test
    void a_preview_stores_nothing_and_tells_all() throws Exception {
        byte[] file = """
                id,text,date
                1,<b>Hello</b> there   you,2026-01-03
                2,x,
                ,,
                3,too,many,fields
                """.getBytes(StandardCharsets.UTF_8);
        String before = api.get("/feedback/imports?limit=1").body();
        JsonNode shown = JSON.readTree(preview("", file).body());

        assertThat(shown.path("detected").path("column").asText()).isEqualTo("text");
        assertThat(shown.path("columns").get(0).path("samples").get(0).asText()).isEqualTo("1");
        assertThat(shown.path("needs_mapping").asBoolean()).isFalse();
        JsonNode rows = shown.path("rows");
        assertThat(rows.get(0).path("text").asText()).isEqualTo("Hello there you");
        assertThat(rows.get(0).path("metadata").path("occurred_at").asText()).isEqualTo("2026-01-03T00:00:00.000Z");
        assertThat(rows.get(1).path("reason").asText()).startsWith("the text must have 3 to 5000");
        assertThat(rows.get(2).path("outcome").asText()).isEqualTo("empty");
        assertThat(rows.get(3).path("reason").asText()).startsWith("the record has 4 columns");
        assertThat(api.get("/feedback/imports?limit=1").body()).isEqualTo(before);

        String text = preview("?view=text", file).body();
        assertThat(text)
                .contains("separator  comma  (most records have the same number of fields with it)")
                .contains("*  2  text")
                .contains("line 2      Hello there you")
                .contains("line 3      rejected: the text must have")
                .contains("line 4      empty");
    }

    @Test
    void the_beginning_of_a_file_suffices_for_a_preview() throws Exception {
        String rows = IntStream.range(0, 9000)
                .mapToObj(i -> i + ",this is the text of row " + i + "\n")
                .collect(Collectors.joining());
        byte[] beginning = Arrays.copyOf(("id,text\n" + rows).getBytes(StandardCharsets.UTF_8), 65_536);
        JsonNode shown = JSON.readTree(preview("", beginning).body());
        assertThat(shown.path("rows")).hasSize(10);

        assertThat(preview("?column=nowhere", beginning).body()).contains("Name another column");
        assertThat(preview("?view=text&column=nowhere", beginning).body()).contains("! Name another column");
        assertThat(preview("?separator=xx", beginning).statusCode()).isEqualTo(422);
        assertThat(preview("", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(422);
        assertThat(preview("", new byte[(64 << 20) + 1]).statusCode()).isEqualTo(413);
        String wide = IntStream.range(0, 50).mapToObj(i -> "name" + i).collect(Collectors.joining(",")) + "\n"
                + "1,".repeat(49) + "1\n";
        assertThat(preview("?view=text", wide.getBytes(StandardCharsets.UTF_8)).body())
                .contains("and 10 more columns");
        byte[] packed = gzipped("id,text\n1,packed row of it\n");
        assertThat(preview("?view=text", packed).body()).contains("csv, packed with gzip");
    }

    private static byte[] gzipped(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|application/json|415",
                "''|multipart/form-data|400",
                "?charset=klingon|text/csv|422",
                "?charset=%20!|text/csv|422",
                "?force=perhaps|text/csv|422",
                "''|multipart/form-data; boundary=b|400"
            })
    void what_cannot_be_taken_is_refused(String query, String type, int status) {
        assertThat(send(query, type, csv("refused")).statusCode()).isEqualTo(status);
    }

    @Test
    void an_empty_file_and_a_form_without_one_are_refused() {
        assertThat(send("", "text/csv", new byte[0]).statusCode()).isEqualTo(422);
        assertThat(send("", "multipart/form-data; boundary=b", form("form-data; name=\"wrong\"", csv("x")))
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.send(api.request("/feedback/batch_csv")
                                .header("Content-Type", "text/csv")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(csv("x"))))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_file_that_would_not_fit_on_the_databases_disk_is_refused_at_once() throws Exception {
        try (Socket socket = api.connect()) {
            String head = "POST /feedback/batch_csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: %d\r\n\r\ntext\n".formatted(4_000_000_000_000_000L);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void a_sender_that_goes_away_leaves_nothing() throws Exception {
        try (Socket socket = api.connect()) {
            String head = "POST /feedback/batch_csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: 5000000\r\n\r\ntext\n" + "never whole\n".repeat(200_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            assertThat(comesTo(1)).isTrue();
        }
        assertThat(comesTo(0)).isTrue();
    }

    /** Whether there are so many unfinished uploads, sooner or later. */
    private static boolean comesTo(long uploads) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (uploading() != uploads && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return uploading() == uploads;
    }

    private static long uploading() throws Exception {
        return real.number("SELECT COUNT(*) FROM feedback_import WHERE status = 'UPLOADING'");
    }

    @Test
    void imports_are_listed_in_pages_newest_first() throws Exception {
        JsonNode older = sent("", "text/csv", csv("listed, the older"));
        JsonNode newer = sent("", "text/csv", csv("listed, the newer"));

        JsonNode page = JSON.readTree(api.get("/feedback/imports?limit=1").body());
        assertThat(page.path("items").get(0).path("import_id")).isEqualTo(newer.path("import_id"));
        JsonNode next = JSON.readTree(api.get("/feedback/imports?limit=1&cursor="
                        + page.path("next_cursor").asText())
                .body());
        assertThat(next.path("items").get(0).path("import_id")).isEqualTo(older.path("import_id"));
        assertThat(api.get("/feedback/imports?cursor=nonsense").statusCode()).isEqualTo(422);
    }

    @Test
    void rejects_come_as_csv_that_no_spreadsheet_runs() throws Exception {
        JsonNode sent = sent("", "text/csv", csv("with rejects"));
        UUID id = UUID.fromString(sent.path("import_id").asText());
        progress.begin(id, 7, ample());
        List<Reject> rejects = IntStream.rangeClosed(2, ImportQueries.REJECTS + 5)
                .mapToObj(line -> new Reject(line, "too short", "=" + line))
                .toList();
        progress.advance(id, 10, new RowCounts(0, 0, rejects.size()), rejects, ample());
        JsonNode running = progressOf(sent);
        progress.end(id, 7, ImportStatus.FAILED, Optional.of("no more"), ample());

        assertThat(running.path("rows_rejected").asInt()).isEqualTo(rejects.size());
        assertThat(running.path("job_execution_id").asInt()).isEqualTo(7);
        assertThat(running.path("rows_per_second").asDouble()).isPositive();
        assertThat(running.path("eta_seconds").isNumber()).isTrue();
        assertThat(progressOf(sent).path("failure").asText()).isEqualTo("no more");
        HttpResponse<String> response = api.get(running.path("rejects_url").asText());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(response.body())
                .startsWith("line,reason,content\r\n2,too short,'=2\r\n")
                .endsWith(",'=" + (ImportQueries.REJECTS + 5) + "\r\n");
    }

    @Test
    void what_is_not_there_is_404() {
        for (String id : List.of("1", UUID.randomUUID().toString())) {
            assertThat(api.get("/feedback/imports/" + id).statusCode()).isEqualTo(404);
            assertThat(api.get("/feedback/imports/" + id + "/rejects.csv").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void what_customers_wrote_needs_a_key() {
        for (String path : List.of("/feedback/imports", "/feedback/imports/1/rejects.csv")) {
            assertThat(api.send(api.request(path)).statusCode()).as(path).isEqualTo(401);
        }
    }
}
