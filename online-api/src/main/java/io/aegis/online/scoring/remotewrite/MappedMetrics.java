/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.deadline.Ticker;
import io.aegis.online.telemetry.Telemetry;
import io.micrometer.core.instrument.FunctionCounter;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes what is scored of what monitoring systems send, by the mapping in use, and tells Prometheus about it: {@code
 * aegis_metric_mapping_failed} (1 while a changed file is not used), {@code aegis_remote_write_series} (of which the last minutes
 * are kept), {@code aegis_remote_write_series_calculated} and {@code aegis_remote_write_series_evicted_total}.
 */
public final class MappedMetrics {

    private final MappingFile mapping;
    private final MetricIntake intake;
    private final RemoteWriteMeters meters;

    /**
     * Nothing was sent yet.
     *
     * @param mapping what is scored, and as what
     * @param capacity series of counters and histograms whose last minutes are kept, of some 650 bytes each
     * @param telemetry where samples and series are counted
     * @param clock says which times lie ahead
     * @param ticker measures silence
     */
    public MappedMetrics(MappingFile mapping, int capacity, Telemetry telemetry, InstantSource clock, Ticker ticker) {
        this.mapping = mapping;
        this.intake = new MetricIntake(mapping::mapping, capacity, clock, ticker);
        this.meters = new RemoteWriteMeters(telemetry.registry());
        telemetry.gauge(
                "aegis.metric.mapping.failed",
                "Whether the changed mapping file is not used",
                List.of(),
                () -> mapping.mistake().isPresent() ? 1 : 0);
        telemetry.gauge(
                "aegis.remote.write.series",
                "Series of counters, histograms and sums whose last minutes are kept",
                List.of(),
                intake::size);
        telemetry.gauge(
                "aegis.remote.write.series.calculated",
                "Series that are calculated from them",
                List.of(),
                intake::calculated);
        FunctionCounter.builder("aegis.remote.write.series.evicted", intake, MetricIntake::evicted)
                .description("Series that were silent and made place for others")
                .register(telemetry.registry());
    }

    /** The mapping in use. */
    public MappingFile mapping() {
        return mapping;
    }

    MetricIntake intake() {
        return intake;
    }

    RemoteWriteMeters meters() {
        return meters;
    }
}
