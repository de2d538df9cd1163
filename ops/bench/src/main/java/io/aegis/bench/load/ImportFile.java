package io.aegis.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.bench.load.text.Complaints;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Imports a file of new texts by the running product, then loads the same file by the database's own {@code LOAD DATA LOCAL
 * INFILE} into a table of one column: what the file costs when nothing is analysed, indexed or counted.
 */
final class ImportFile implements Scenario {

    private static final double WANTED_ROWS_PER_SECOND = 20_000;
    private static final int LOCAL_INFILE_IS_OFF = 4166;
    private static final double NANOS = 1e9;
    private static final long POLL_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DatabaseAccess account;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ImportFile(DatabaseAccess account) {
        this.account = account;
    }

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        long rows = bench.options().number("count", 200_000, 1_000, 5_000_000);
        var limit = Duration.ofSeconds(bench.options().number("limit-seconds", 600, 1, 3_600));
        Path file = Files.createTempFile("aegis-import", ".csv");
        try {
            write(file, bench.complaints(), rows);
            JsonNode done = imported(bench, file, limit);
            double loaded = loaded(file, rows);
            var counts = new Counts();
            counts.add("import", done.path("status").asText());
            counts.add("bytes of the file", Long.toString(Files.size(file)));
            counts.add("LOAD DATA LOCAL INFILE, rows/s", Long.toString(Math.round(loaded)));
            return new ScenarioFindings(
                    List.of(),
                    counts.sums(),
                    List.of(
                            Goal.exactly(
                                    "rows stored",
                                    rows,
                                    done.path("rows_stored").asLong()),
                            Goal.atLeast(
                                    "rows/s analysed and stored",
                                    WANTED_ROWS_PER_SECOND,
                                    done.path("rows_per_second").asDouble())));
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, Complaints complaints, long rows) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("text\n");
            for (long row = 0; row < rows; row++) {
                writer.write('"' + complaints.text(row).replace("\"", "\"\"") + "\"\n");
            }
        }
    }

    private JsonNode imported(Bench bench, Path file, Duration limit) throws IOException, InterruptedException {
        JsonNode queued = answer(
                request(bench, "/feedback/batch_csv")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofFile(file)),
                202);
        bench.progress().println("import: " + queued.path("import_id").asText());
        long end = bench.time().nanos() + limit.toNanos();
        JsonNode shown = queued;
        while (shown.path("finished_at").asText("").isEmpty()) {
            if (bench.time().nanos() - end > 0) {
                throw new IOException("the import has not ended within " + limit.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            shown = answer(request(bench, queued.path("status_url").asText()).GET(), 200);
        }
        return shown;
    }

    private static HttpRequest.Builder request(Bench bench, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://" + bench.options().targets().getFirst().authority() + path));
        bench.options().text("key").ifPresent(key -> request.header("X-API-Key", key));
        return request;
    }

    private JsonNode answer(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IOException("answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Rows a second. */
    private double loaded(Path file, long rows) throws IOException {
        var properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("allowLocalInfile", "true");
        try (Connection connection = DriverManager.getConnection(account.url(), properties);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE bench_load (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
                    + " content TEXT CHARACTER SET utf8mb4 NOT NULL) ENGINE=InnoDB");
            try {
                long begun = System.nanoTime();
                int loaded = statement.executeUpdate(
                        "LOAD DATA LOCAL INFILE '" + file.toString().replace("'", "''")
                                + "' INTO TABLE bench_load CHARACTER SET utf8mb4 FIELDS OPTIONALLY ENCLOSED BY '\"'"
                                + " ESCAPED BY '' IGNORE 1 LINES (content)");
                if (loaded != rows) {
                    throw new IOException("LOAD DATA took " + loaded + " of " + rows + " rows");
                }
                return rows / ((System.nanoTime() - begun) / NANOS);
            } finally {
                statement.execute("DROP TABLE bench_load");
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCAL_INFILE_IS_OFF) {
                throw new IOException(
                        "the import went well, but LOAD DATA cannot be compared: start a MariaDB of your own with"
                                + " --local-infile=1 and set DATABASE_URL; the embedded one keeps it off",
                        e);
            }
            throw new IOException("the database refused: " + e.getMessage(), e);
        }
    }
}
