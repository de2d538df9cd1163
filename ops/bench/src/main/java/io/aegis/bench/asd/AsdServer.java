/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.asd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One server of the App Server Dataset: a row of metrics every five minutes.
 *
 * @param train rows without known anomalies
 * @param test the rows that follow them
 * @param anomalous which rows of the test are labelled
 */
record AsdServer(List<double[]> train, List<double[]> test, BitSet anomalous) {

    /** Reads {@code NAME_train.csv.gz} and {@code NAME_test.csv.gz}, whose last column is the label. */
    static AsdServer read(Path folder, String name) throws IOException {
        List<double[]> train = rows(folder.resolve(name + "_train.csv.gz"));
        List<double[]> labelled = rows(folder.resolve(name + "_test.csv.gz"));
        int metrics = train.getFirst().length;
        var anomalous = new BitSet(labelled.size());
        var test = new ArrayList<double[]>();
        for (int row = 0; row < labelled.size(); row++) {
            anomalous.set(row, labelled.get(row)[metrics] != 0);
            test.add(Arrays.copyOf(labelled.get(row), metrics));
        }
        return new AsdServer(train, test, anomalous);
    }

    private static List<double[]> rows(Path file) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }
}
