/* SPDX-License-Identifier: GPL-3.0-or-later */
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
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A file that the running product imports. */
final class UploadedFile {

    private static final long POLL_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench;
    private final Path file;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    UploadedFile(Bench bench, Path file) {
        this.bench = bench;
        this.file = file;
    }

    /** Writes so many new texts, from number {@code first} on. */
    static void write(Path file, Complaints complaints, long first, long rows) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("text\n");
            for (long row = first; row < first + rows; row++) {
                writer.write('"' + complaints.text(row).replace("\"", "\"\"") + "\"\n");
            }
        }
    }

    /**
     * Uploads the file and waits for its import.
     *
     * @return the import as it ended
     */
    JsonNode imported(Duration limit) throws IOException, InterruptedException {
        JsonNode queued = answer(
                request("/feedback/batch_csv")
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
            shown = answer(request(queued.path("status_url").asText()).GET(), 200);
        }
        return shown;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://" + bench.options().targets().getFirst().authority() + path));
        bench.options().text(LoadOption.KEY).ifPresent(key -> request.header("X-API-Key", key));
        return request;
    }

    private JsonNode answer(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IOException("answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
