/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import io.aegis.db.Database;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.HeapShares;
import io.aegis.online.scoring.memory.LastVerdicts;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-behind buffers of scoring: samples, predictions and what was said of each series last are stored a moment after the
 * answer, so that no answer waits for a write.
 *
 * @param samples what was measured
 * @param predictions what was answered
 * @param verdicts what was said of each series last
 */
record WriteBehind(SampleBuffer samples, PredictionBuffer predictions, LastVerdicts verdicts) {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

    private static final int WAITING_PREDICTIONS = 10_000;

    /** What is written behind may be lost by a kill, so at most a second of it. */
    private static final Duration EVERY = Duration.ofMillis(500);

    /** Only lists for people show them. */
    private static final Duration NEWS_EVERY = Duration.ofSeconds(2);

    /** A series that is judged many times a second does not need as many writes; one that is scraped every 15 s does not wait for this. */
    private static final Duration VERDICTS_EVERY = Duration.ofSeconds(10);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Writes, or fails to. */
    @FunctionalInterface
    private interface Flush {
        void run() throws DatabaseUnavailableException;
    }

    /**
     * Buffers before the tables of scoring.
     *
     * @param store of predictions
     * @param heap bounds the samples that wait, and the series of which verdicts are kept
     * @param threshold scores from here are anomalies
     */
    static WriteBehind into(
            Database database, PredictionStore store, HeapShares heap, double threshold, Clock clock, Ticker ticker) {
        SampleStore samples = new SampleStore(database, clock);
        SeriesVerdictStore verdicts = new SeriesVerdictStore(database);
        return new WriteBehind(
                new SampleBuffer(
                        batches -> samples.append(batches, Deadline.after(ticker, TIMEOUT)), heap.waitingSamples()),
                new PredictionBuffer(some -> store.add(some, Deadline.after(ticker, TIMEOUT)), WAITING_PREDICTIONS),
                new LastVerdicts(
                        some -> verdicts.put(some, Deadline.after(ticker, TIMEOUT)), heap.series(), threshold));
    }

    /** Writes from now on, until the process ends. */
    void begin(ApiRuntime runtime) {
        runtime.every(EVERY, "samples", this::flushSamples);
        runtime.every(EVERY, "predictions", this::flushPredictions);
        runtime.every(NEWS_EVERY, "news", this::flushNews);
        runtime.every(VERDICTS_EVERY, "verdicts", this::flushVerdicts);
    }

    void flushSamples() {
        flush("samples", samples::flush);
    }

    void flushPredictions() {
        flush("predictions", predictions::flush);
    }

    private void flushNews() {
        flush("verdicts", verdicts::flushNews);
    }

    void flushVerdicts() {
        flush("verdicts", verdicts::flush);
    }

    private static void flush(String what, Flush flush) {
        try {
            flush.run();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("{} are kept until the database takes them: {}", what, e.getMessage());
        }
    }
}
