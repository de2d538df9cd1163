/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up incidents: the processor's are told by the first feature, those of the network by the sixth. */
final class Incidents {

    private Incidents() {}

    static FailureFeatures features(FailureType type, Random random) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < FailureFeatures.COUNT; i++) {
            values.add(random.nextGaussian() * 0.3);
        }
        values.set(type == FailureType.CPU_SATURATION ? 0 : 5, 3 + random.nextGaussian() * 0.3);
        return new FailureFeatures(values);
    }

    /** So many, of both kinds by turns, spread over so many days; the rules call all of them what is given. */
    static List<LabelledIncident> some(int count, int days, FailureType rules, long seed) {
        Random random = new Random(seed);
        List<LabelledIncident> incidents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FailureType type = i % 2 == 0 ? FailureType.CPU_SATURATION : FailureType.NETWORK_DELAY;
            incidents.add(new LabelledIncident(
                    Instant.parse("2026-03-01T10:00:00Z").plusSeconds(86_400L * (i / 2 % days) + i),
                    type,
                    new Diagnosis(rules, 0.6, false),
                    features(type, random)));
        }
        return incidents;
    }
}
