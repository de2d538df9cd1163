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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending files and asking how far they are, on a real database. */
class ImportRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Database database;
    private static RunningApi api;
    private static ImportProgress progress;

    @BeforeAll
    static void open() {
        Map<String, String> settings = RealDatabase.shared().settings();
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
    void a_large_file_lies_in_pieces_and_in_utf_8() throws Exception {
        StringBuilder text = new StringBuilder("text\n");
        IntStream.range(0, 100_000)
                .forEach(i -> text.append("größer ").append(i).append('\n'));
        JsonNode sent =
                sent("", "text/csv; charset=windows-1252", text.toString().getBytes(Charset.forName("windows-1252")));

        UUID id = UUID.fromString(sent.path("import_id").asText());
        StringBuilder read = new StringBuilder();
        byte[] all = new byte[0];
        for (long number = 0; ; number++) {
            Optional<byte[]> piece = progress.piece(id, number, ample());
            if (piece.isEmpty()) {
                break;
            }
            byte[] longer = Arrays.copyOf(all, all.length + piece.get().length);
            System.arraycopy(piece.get(), 0, longer, all.length, piece.get().length);
            all = longer;
        }
        assertThat(read.append(new String(all, StandardCharsets.UTF_8)).toString())
                .isEqualTo(text.toString());
        assertThat(all.length).isGreaterThan(ImportStaging.PIECE);
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
            String head = "POST /feedback/batch_csv HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
                    + "Content-Length: 4000000000000000\r\n\r\ntext\n";
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
        return RealDatabase.shared().number("SELECT COUNT(*) FROM feedback_import WHERE status = 'UPLOADING'");
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
