package io.aegis.online.scoring.models;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.FailureForest;
import io.aegis.monitoring.model.LabelledIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trains a forest that takes whatever has a first feature that is not negative for one kind, and writes it into a file. */
public final class ForestWriter {

    private ForestWriter() {}

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
