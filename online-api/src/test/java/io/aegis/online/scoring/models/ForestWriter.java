/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.monitoring.model.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trains a forest that takes whatever has a first feature that is not negative for one kind, and writes it into a file. */
public final class ForestWriter {

    private ForestWriter() {}

    /** One that another process trained: where a server was started, this one does not copy what it trains. */
    static ModelArtifact elsewhere(FailureType usual, Path folder) throws Exception {
        Path file = folder.resolve(usual.label());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForestWriter.class.getName(),
                        usual.name(),
                        file.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("the training failed");
        }
        byte[] bytes = Files.readAllBytes(file);
        return new ModelArtifact(bytes, MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** The kind, and the file. */
    public static void main(String[] arguments) throws IOException {
        FailureType usual = FailureType.valueOf(arguments[0]);
        List<LabelledIncident> incidents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            List<Double> values = new ArrayList<>();
            for (int feature = 0; feature < FailureFeatures.COUNT; feature++) {
                values.add(Math.sin(i * 31.0 + feature) * 3 + 3);
            }
            boolean other = i % 10 == 0;
            values.set(0, other ? -5.0 : values.getFirst());
            incidents.add(new LabelledIncident(
                    Instant.EPOCH,
                    other ? FailureType.TRAFFIC_SURGE : usual,
                    new Diagnosis(FailureType.UNKNOWN, 0.3, false),
                    new FailureFeatures(values)));
        }
        Files.write(
                Path.of(arguments[1]), FailureForest.train(incidents).artifact().bytes());
    }
}
