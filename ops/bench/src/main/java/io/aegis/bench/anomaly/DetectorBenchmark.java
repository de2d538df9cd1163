/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.anomaly;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.anomaly.SeriesDetector;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one sample costs a detector that has seen two weeks of a daily wave with noise, a sample a minute. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorBenchmark {

    private static final int HISTORY = 14 * 24 * 60;

    private final double[] noise = new Random(1).doubles(1 << 16).toArray();
    private SeriesDetector detector = new SeriesDetector(MetricType.CPU_USAGE, Windows.service());
    private byte[] state = {};
    private long minute;

    /** Fills the history. */
    @Setup
    public void history() {
        for (int i = 0; i < HISTORY; i++) {
            judge();
        }
        state = detector.toBytes();
    }

    /** Judges and learns one sample. */
    @Benchmark
    public Verdict judge() {
        minute++;
        double wave = 50 + 30 * Math.sin(minute * 2 * Math.PI / 1_440);
        return detector.judge(Instant.ofEpochSecond(60 * minute), wave + noise[(int) (minute & 0xffff)]);
    }

    /** Wakes a detector from its stored state. */
    @Benchmark
    public SeriesDetector wake() {
        return SeriesDetector.ofBytes(MetricType.CPU_USAGE, state);
    }
}
