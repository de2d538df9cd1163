/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.bench.load.openloop.PacingClock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/** A file of texts that the running product imports. */
public final class UploadedFile {

    private final ProductClient product;
    private final PacingClock time;
    private final PrintStream progress;

    /**
     * An upload.
     *
     * @param time what the wait for the import's end is measured with
     * @param progress told which import it is
     */
    public UploadedFile(ProductClient product, PacingClock time, PrintStream progress) {
        this.product = product;
        this.time = time;
        this.progress = progress;
    }

    /** Writes texts as the only column of a CSV file. */
    public static void write(Path file, Stream<String> texts) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("text\n");
            for (Iterator<String> each = texts.iterator(); each.hasNext(); ) {
                writer.write('"' + each.next().replace("\"", "\"\"") + "\"\n");
            }
        }
    }

    /**
     * Uploads the file and waits for its import.
     *
     * @return the import as it ended
     * @throws IOException when it has not ended within the limit
     */
    public JsonNode imported(Path file, Duration limit) throws IOException, InterruptedException {
        JsonNode queued = product.upload("/feedback/batch_csv", "text/csv", BodyPublishers.ofFile(file), limit)
                .expect(202);
        progress.println("import: " + queued.path("import_id").asText());
        Polling polling = new Polling(time, limit);
        JsonNode shown = queued;
        while (shown.path("finished_at").asText("").isEmpty()) {
            polling.pause("the import");
            shown = product.get(queued.path("status_url").asText()).expect(200);
        }
        return shown;
    }
}
