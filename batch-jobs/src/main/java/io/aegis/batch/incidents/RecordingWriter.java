/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.db.logs.LogStore;
import io.aegis.db.models.IncidentStore;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricSample;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Stores recordings, by stores that join the chunk's transaction. All of it is safe to repeat by another execution too: samples
 * and incidents have keys of their own, and a minute of lines is counted only once, by its content. Used by one thread.
 */
final class RecordingWriter implements ItemStreamWriter<RecordingBatch> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SAMPLES = "samples";
    private static final String LINES = "lines";
    private static final String INCIDENTS = "incidents";

    private final SampleStore samples;
    private final LogStore logs;
    private final IncidentStore incidents;
    private final Ticker ticker;
    private long storedSamples;
    private long countedLines;
    private long storedIncidents;

    RecordingWriter(SampleStore samples, LogStore logs, IncidentStore incidents, Ticker ticker) {
        this.samples = samples;
        this.logs = logs;
        this.incidents = incidents;
        this.ticker = ticker;
    }

    @Override
    public void open(ExecutionContext context) {
        storedSamples = context.getLong(SAMPLES, 0);
        countedLines = context.getLong(LINES, 0);
        storedIncidents = context.getLong(INCIDENTS, 0);
    }

    @Override
    public void write(Chunk<? extends RecordingBatch> chunk) throws DatabaseUnavailableException {
        for (RecordingBatch each : chunk) {
            Deadline deadline = Deadline.after(ticker, TIMEOUT);
            switch (each) {
                case RecordingBatch.Samples some -> {
                    samples.append(batches(some.samples()), deadline);
                    storedSamples += some.samples().size();
                }
                case RecordingBatch.Minute minute ->
                    countedLines += logs.addOnce(minute.content(), minute.changes(), deadline) ? minute.lines() : 0;
                case RecordingBatch.Failure failure -> {
                    incidents.add(List.of(failure.incident()), deadline);
                    storedIncidents++;
                }
            }
        }
    }

    private static List<SeriesBatch> batches(List<MetricSample> some) {
        return MetricSample.bySeries(some).entrySet().stream()
                .map(entry -> new SeriesBatch(entry.getKey(), OptionalInt.empty(), entry.getValue()))
                .toList();
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(SAMPLES, storedSamples);
        context.putLong(LINES, countedLines);
        context.putLong(INCIDENTS, storedIncidents);
    }

    /** What an execution came to, for an operator. */
    static String summary(ExecutionContext context) {
        return context.getInt(RecordingReader.DONE, 0) + " recordings: " + context.getLong(SAMPLES, 0) + " samples, "
                + context.getLong(LINES, 0) + " lines counted, " + context.getLong(INCIDENTS, 0) + " incidents";
    }
}
