/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import java.io.IOException;
import java.util.List;

/** Judges what a system shows at one moment; remembers what it was shown before. */
@FunctionalInterface
interface FailureJudge {

    /**
     * Judges.
     *
     * @param calls of the newest minute
     * @throws IOException when nobody answers, or not as expected
     */
    Judged judge(List<MetricSample> samples, List<LogEntry> logs, List<CallMinute> calls)
            throws IOException, InterruptedException;
}
