/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up minutes of a service with two series, of which one is high when the other is low; every two hours both are high for
 * five minutes, which neither of them shows by itself.
 */
final class Days {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final int MINUTES = 1_500;
    static final int EVERY = 120;
    static final int LENGTH = 5;

    private static final int TURN = 9;

    private Days() {}

    static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    static boolean unwell(int minute) {
        return minute >= EVERY && minute % EVERY < LENGTH;
    }

    static Map<Series, List<Measurement>> of(String service) {
        Random random = new Random(7);
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        for (MetricType type : List.of(MetricType.CPU_USAGE, MetricType.MEMORY_USAGE)) {
            List<Measurement> minutes = new ArrayList<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                boolean turn = minute / TURN % 2 == 0;
                boolean high = unwell(minute) || turn == (type == MetricType.CPU_USAGE);
                minutes.add(new Measurement(at(minute), (high ? 70 : 30) + random.nextGaussian()));
            }
            samples.put(Series.of(type, Map.of("service", service)), minutes);
        }
        return samples;
    }
}
