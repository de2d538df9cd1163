/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.Percentiles;
import io.aegis.bench.load.openloop.Result;
import io.aegis.bench.machine.Activity;
import io.aegis.bench.machine.BenchmarkMachine;
import io.aegis.bench.machine.FsyncCost;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people: fixed-width tables, times in milliseconds. */
final class ReportText {

    private static final int MOST_SECONDS_NAMED = 12;

    private final Formatter out;

    private ReportText(Formatter out) {
        this.out = out;
    }

    static String of(Report report) {
        var text = new StringBuilder();
        var writer = new ReportText(new Formatter(text, Locale.ROOT));
        writer.machine(report.machine(), report.fsync());
        writer.out.format("scenario   %s  %s%n", report.scenario(), joined(report.parameters(), "="));
        report.findings().phases().forEach(writer::phase);
        if (report.findings().phases().size() > 1) {
            writer.summary(report.findings());
        }
        writer.costs(report.findings());
        writer.counts(report.findings());
        writer.goals(report.findings());
        writer.beside(report.findings());
        return text.toString();
    }

    private void machine(BenchmarkMachine benchmarkMachine, FsyncCost fsync) {
        out.format(
                "machine    %s, %d cores, %d MiB, %s%n",
                benchmarkMachine.cpu(),
                benchmarkMachine.cores(),
                benchmarkMachine.memoryMib(),
                benchmarkMachine.kernel());
        out.format("jdk        %s%n", benchmarkMachine.jdk());
        out.format(
                "fsync      median %.0f us, p99 %.0f us (%d writes of 4 KiB in %s)%n",
                fsync.medianMicros(), fsync.p99Micros(), fsync.writes(), fsync.folder());
    }

    private void phase(Phase phase) {
        Result result = phase.result();
        out.format("%n");
        out.format(
                "%s: %d requests due %s, %.1f answers/s over %.2f s%n",
                phase.name(), result.scheduled(), due(phase), phase.answeredPerSecond(), result.seconds());
        out.format("  answers     %s%n", result.answers().isEmpty() ? "none" : joined(result.answers(), ": "));
        out.format("  no answer   %s%n", result.failures().isEmpty() ? "none" : joined(result.failures(), ": "));
        out.format(
                "  client      %.2f s of CPU, %.1f %% of a core for 1,000 requests/s%n",
                phase.clientCpuSeconds(), phase.clientCorePercent());
        out.format("  %-16s%10s%10s%10s%10s%10s%n", "ms", "p50", "p90", "p99", "p99.9", "max");
        if (phase.pace() != Pace.WHEN_FREE) {
            times("from schedule", result.fromSchedule());
        }
        times("from sending", result.fromSend());
        if (result.server().samples() > 0) {
            times("server's own", result.server());
        }
        if (phase.pace() == Pace.STEADY) {
            slow(phase);
        }
    }

    private void slow(Phase phase) {
        int slow = phase.slower(NewTexts.P99_MILLIS).size();
        out.format(
                "  seconds with a p99 above %.0f ms: %d of %d%n",
                NewTexts.P99_MILLIS, slow, phase.meanwhile().size());
        List<Phase.BusySecond> worstFirst = phase.slower(-1).stream()
                .sorted(Comparator.comparingDouble(
                                (Phase.BusySecond each) -> each.second().p99())
                        .reversed())
                .limit(Math.clamp(slow, 1, MOST_SECONDS_NAMED))
                .toList();
        out.format(
                "  %-16s%10s%10s%10s%10s%10s%10s%10s%10s%12s%n",
                "ms", "p99", "max", "online", "batch", "mariadbd", "stolen", "disk", "GC", "written KiB");
        for (Phase.BusySecond each : worstFirst) {
            Activity busy = each.activity();
            out.format(
                    "  %-16s%10.1f%10.1f%10.0f%10.0f%10.0f%10.0f%10.0f%10s%12d%n",
                    "second " + (each.second().number() + 1),
                    each.second().p99(),
                    each.second().max(),
                    busy.apiCpuMillis(),
                    busy.batchCpuMillis(),
                    busy.databaseCpuMillis(),
                    busy.machine().stolenMillis(),
                    busy.machine().diskMillis(),
                    collections(busy),
                    busy.databaseWrittenBytes() / 1024);
        }
    }

    /** Young and full ones of both applications. */
    private static String collections(Activity busy) {
        return (busy.api().young() + busy.batch().young()) + "+"
                + (busy.api().full() + busy.batch().full());
    }

    private static String due(Phase phase) {
        return switch (phase.pace()) {
            case STEADY -> String.format(Locale.ROOT, "at %.1f/s", phase.scheduledPerSecond());
            case AT_ONCE -> "at once";
            case WHEN_FREE -> "when a client is free";
        };
    }

    private void times(String name, Percentiles times) {
        out.format(
                "  %-16s%10.3f%10.3f%10.3f%10.3f%10.3f%n",
                name, times.p50(), times.p90(), times.p99(), times.p999(), times.max());
    }

    private void summary(ScenarioFindings findings) {
        out.format("%n");
        out.format("%-20s%12s%10s%10s%10s%10s%12s%n", "phase", "answers/s", "p50", "p99", "p99.9", "max", "no answer");
        for (Phase phase : findings.phases()) {
            Result result = phase.result();
            Percentiles times = phase.times();
            out.format(
                    "%-20s%12.1f%10.3f%10.3f%10.3f%10.3f%12d%n",
                    phase.name(),
                    phase.answeredPerSecond(),
                    times.p50(),
                    times.p99(),
                    times.p999(),
                    times.max(),
                    result.failures().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    private void costs(ScenarioFindings findings) {
        if (findings.costs().isEmpty()) {
            return;
        }
        out.format("%n%-14s%-14s%10s%12s%12s%8s%8s%n", "cost of a", "in", "count", "CPU, us", "bytes", "young", "full");
        for (UnitCost cost : findings.costs()) {
            out.format(
                    "%-14s%-14s%10d%12.1f%12.0f%8d%8d%n",
                    cost.work(),
                    cost.process(),
                    cost.count(),
                    cost.cpuMillis() * 1e3,
                    cost.allocatedBytes(),
                    cost.youngCollections(),
                    cost.fullCollections());
        }
    }

    private void counts(ScenarioFindings findings) {
        if (!findings.counts().isEmpty()) {
            out.format("%n");
            findings.counts().forEach((kind, labels) -> out.format("%-12s %s%n", kind, joined(labels, ": ")));
        }
    }

    private void goals(ScenarioFindings findings) {
        out.format("%n");
        for (Goal goal : findings.goals()) {
            out.format("%-7s %s %s: %s%n", goal.met() ? "met" : "MISSED", goal.figure(), goal.limit(), goal.measured());
        }
    }

    private void beside(ScenarioFindings findings) {
        if (!findings.beside().isEmpty()) {
            out.format("%n");
            for (Comparison other : findings.beside()) {
                out.format("beside  %s: %s (%s)%n", other.what(), other.figure(), other.source());
            }
        }
    }

    private static String joined(Map<String, ?> labels, String between) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + between + label.getValue())
                .collect(Collectors.joining(between.equals("=") ? " " : ", "));
    }
}
