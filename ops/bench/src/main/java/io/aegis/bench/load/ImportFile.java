/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.bench.product.UploadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Imports a file of new texts by the running product, then loads the same file by the database alone. */
final class ImportFile implements Scenario {

    private static final double WANTED_ROWS_PER_SECOND = 20_000;

    private final Path dataFolder;

    /**
     * An import.
     *
     * @param dataFolder on whose disk the product's data lie
     */
    ImportFile(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        long rows = bench.options().number(LoadOption.COUNT, 200_000, 1_000, 5_000_000);
        var limit = Duration.ofSeconds(bench.options().number(LoadOption.LIMIT_SECONDS, 600, 1, 3_600));
        Path file = Files.createTempFile("aegis-import", ".csv");
        try {
            UploadedFile.write(file, bench.complaints().texts(0, rows));
            JsonNode done = bench.upload().imported(file, limit);
            double alone = new BareLoad(dataFolder, bench.progress()).rowsPerSecond(file, rows);
            double imported = done.path("rows_per_second").asDouble();
            var counts = new Counts();
            counts.add("import", done.path("status").asText());
            counts.add("bytes of the file", Long.toString(Files.size(file)));
            counts.add("analysed and stored, rows/s", Long.toString(Math.round(imported)));
            counts.add("LOAD DATA LOCAL INFILE, rows/s", Long.toString(Math.round(alone)));
            return new ScenarioFindings(
                    List.of(),
                    counts.sums(),
                    List.of(
                            Goal.exactly(
                                    "rows stored",
                                    rows,
                                    done.path("rows_stored").asLong()),
                            Goal.atLeast("rows/s analysed and stored", WANTED_ROWS_PER_SECOND, imported)));
        } finally {
            Files.delete(file);
        }
    }
}
