/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Says whether a system fails, how, where it began and what to do, by the samples, lines and alerts of a window against the time
 * before. Works without any past: then what is a failure everywhere decides. Thread-safe.
 */
public final class FailureDetector {

    private final Duration length;

    /**
     * A detector.
     *
     * @param length how old an item may be against the newest to count
     */
    public FailureDetector(Duration length) {
        this.length = length;
    }

    /**
     * Judges.
     *
     * @param observed the newest item ends the window
     * @param newest the end of the window where there is no item
     * @param metrics the past of metrics
     * @param book the past of logs, which learns the lines of the window
     */
    public FailureVerdict judge(Observations observed, Instant newest, MetricHistory metrics, LogTemplateHistory book) {
        return judge(observed, newest, metrics, book, TypeModel.NONE);
    }

    /**
     * Judges, with a model's opinion on the kind of failure.
     *
     * @param observed the newest item ends the window
     * @param newest the end of the window where there is no item
     * @param metrics the past of metrics
     * @param book the past of logs, which learns the lines of the window
     * @param model is asked besides the rules
     */
    public FailureVerdict judge(
            Observations observed, Instant newest, MetricHistory metrics, LogTemplateHistory book, TypeModel model) {
        var window = new FailureWindow(observed.newest().orElse(newest), length);
        return judge(observed, window, new EvidenceCollector(window, metrics, book), model);
    }

    /**
     * Judges lines that were counted elsewhere.
     *
     * @param observed its lines stand for those that were counted
     * @param newest the end of the window where there is no item
     * @param metrics the past of metrics
     * @param counted what the lines say
     * @param model is asked besides the rules
     */
    public FailureVerdict judge(
            Observations observed, Instant newest, MetricHistory metrics, LogFindings counted, TypeModel model) {
        var window = new FailureWindow(observed.newest().orElse(newest), length);
        return judge(observed, window, new EvidenceCollector(window, metrics, counted), model);
    }

    private FailureVerdict judge(
            Observations observed, FailureWindow window, EvidenceCollector collector, TypeModel model) {
        var gathered = collector.gather(observed);
        CallGraph calls = CallGraph.of(
                observed.callees(),
                observed.calls(),
                gathered.names(),
                window.newest().minus(length));
        FailureVerdict verdict = new EvidenceFusion(gathered.findings(), calls, gathered.logMinutes(), model)
                .verdict(signs -> new FailureVerdict.Basis(
                        window.newest().minus(length),
                        window.newest(),
                        gathered.ignoredSamples(),
                        gathered.ignoredLogs(),
                        gathered.logMinutes(),
                        List.copyOf(signs),
                        calls.edges()));
        return verdict.detected()
                ? verdict
                : verdict.withIdle(gathered.idleness().services());
    }
}
