/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.online.scoring.models.ActiveModels;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Meters of what scoring has in memory: series, models, and what waits to be written. */
final class ScoringMeters {

    private ScoringMeters() {}

    /** Exposes them. */
    static void expose(
            ApiRuntime runtime,
            SeriesMemory memory,
            SampleBuffer samples,
            PredictionBuffer predictions,
            ActiveModels models) {
        MeterRegistry meters = runtime.telemetry().registry();
        gauge(runtime, "aegis.series.memory", "Series with a detector in memory", memory::size);
        gauge(runtime, "aegis.samples.waiting", "Samples to be written", samples::depth);
        gauge(runtime, "aegis.predictions.waiting", "Predictions to be written", predictions::depth);
        counter(meters, "aegis.series.evicted", "Series dropped from memory for others", memory, SeriesMemory::evicted);
        counter(meters, "aegis.models.refused", "Trained models that were not read", models, ActiveModels::refused);
        counter(meters, "aegis.samples.stored", "Samples written", samples, SampleBuffer::stored);
        counter(meters, "aegis.samples.dropped", "Samples that found no room", samples, SampleBuffer::dropped);
        counter(
                meters,
                "aegis.predictions.dropped",
                "Predictions that found no room",
                predictions,
                PredictionBuffer::dropped);
    }

    private static void gauge(ApiRuntime runtime, String name, String description, Supplier<Number> value) {
        runtime.telemetry().gauge(name, description, List.of(), value);
    }

    /** Meters refer to what they count only weakly; the module holds it. */
    private static <T> void counter(
            MeterRegistry meters, String name, String description, T counted, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, counted, value).description(description).register(meters);
    }
}
