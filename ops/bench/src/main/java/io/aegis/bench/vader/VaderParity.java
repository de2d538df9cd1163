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
import java.util.zip.GZIPInputStream;

/**
 * Compares VADER's scores with those that the Python reference gave: a JSON object per line with the members text, neg,
 * neu, pos and compound, plain or gzipped. Prints the texts that differ and how many there are.
 */
public final class VaderParity {

    private VaderParity() {}

    /** Takes the file's name as its one argument. Exits with 1 if a text differs, with 2 without an argument. */
    public static void main(String[] arguments) throws IOException {
        int status = run(arguments, System.out);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String[] arguments, PrintStream report) throws IOException {
        if (arguments.length != 1) {
            report.println("usage: VaderParity FILE.jsonl[.gz]");
            return 2;
        }
        return differences(Path.of(arguments[0]), report) == 0 ? 0 : 1;
    }

    private static int differences(Path file, PrintStream report) throws IOException {
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
        return differences;
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
