/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What failure detection tells: {@code aegis_failure_verdicts_total} by type ({@code none} where there is no failure), {@code
 * aegis_failure_judging_seconds}.
 */
final class FailureMeters {

    private final MeterRegistry registry;
    private final Timer judging;

    /** Registers the meters. */
    FailureMeters(MeterRegistry registry) {
        this.registry = registry;
        this.judging = Timer.builder("aegis.failure.judging")
                .description("Time from a parsed request to its verdict, the policy's included")
                .register(registry);
    }

    /** Counts a verdict. */
    void judged(FailureFinding finding, Duration took) {
        judging.record(took);
        registry.counter(
                        "aegis.failure.verdicts",
                        "type",
                        finding.verdict().type().map(type -> type.label()).orElse("none"))
                .increment();
    }
}
