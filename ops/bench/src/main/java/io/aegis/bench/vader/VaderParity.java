/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.vader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.vader.Vader;
import io.aegis.vader.VaderScores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Compares VADER's scores with those that the Python reference gave: a JSON object per line with the members text, neg,
 * neu, pos and compound, plain or gzipped. Prints the texts that differ and how many there are.
 */
@Command(name = "parity", description = "List the texts whose scores differ from those of VADER's Python reference.")
public final class VaderParity implements Callable<Integer> {

    private final PrintStream report;

    @Parameters(paramLabel = "FILE", description = "JSONL with text, neg, neu, pos, compound; plain or .gz")
    private Path file = Path.of("");

    /** @param report takes the texts */
    public VaderParity(PrintStream report) {
        this.report = report;
    }

    /** Exit code 1 when a text differs. */
    @Override
    public Integer call() throws IOException {
        Vader vader = Vader.load();
        JsonMapper mapper = new JsonMapper();
        int texts = 0;
        int differences = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode expected = mapper.readTree(line);
                VaderScores actual = vader.score(expected.get("text").textValue());
                texts++;
                if (!isSame(expected, actual)) {
                    differences++;
                    report.println(actual + " but expected " + line);
                }
            }
        }
        report.println(differences + " of " + texts + " texts differ");
        return differences == 0 ? 0 : 1;
    }

    private static boolean isSame(JsonNode expected, VaderScores actual) {
        return expected.get("neg").doubleValue() == actual.neg()
                && expected.get("neu").doubleValue() == actual.neu()
                && expected.get("pos").doubleValue() == actual.pos()
                && expected.get("compound").doubleValue() == actual.compound();
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }
}
