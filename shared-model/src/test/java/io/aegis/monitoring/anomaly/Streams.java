/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import io.aegis.monitoring.MetricType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/** Feeds detectors a sample a minute. */
final class Streams {

    static final double THRESHOLD = 0.85;

    /** A Monday, midnight. */
    private static final long START = 1_768_176_000L;

    private Streams() {}

    static SeriesDetector detector(MetricType type) {
        return new SeriesDetector(type, Windows.service());
    }

    static Instant minute(long number) {
        return Instant.ofEpochSecond(START + 60 * number);
    }

    /** Verdicts on the minutes from one to before another. */
    static List<Verdict> feed(SeriesDetector detector, long from, long to, LongToDoubleFunction values) {
        var verdicts = new ArrayList<Verdict>();
        for (long i = from; i < to; i++) {
            verdicts.add(detector.judge(minute(i), values.applyAsDouble(i)));
        }
        return verdicts;
    }

    static List<Verdict> alerts(List<Verdict> verdicts) {
        return verdicts.stream().filter(verdict -> verdict.score() >= THRESHOLD).toList();
    }

    /** 50 with noise of 2, the same for the same minute. */
    static double calm(long minute) {
        return 50 + 2 * noise(minute);
    }

    /** Neighbouring seeds give neighbouring numbers: they are spread first. */
    private static double noise(long minute) {
        return new Random(minute * 0x9E3779B97F4A7C15L).nextGaussian();
    }

    /** A daily wave with noise. */
    static double wave(long minute) {
        return 100 + 40 * Math.sin(2 * Math.PI * minute / 1_440) + 5 * noise(minute);
    }
}
