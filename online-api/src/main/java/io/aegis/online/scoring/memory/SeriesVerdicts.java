/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What was said of the samples of one series.
 *
 * @param verdicts one for each sample, in the order in which they were sent
 * @param alerts whether each alerts, in the same order
 * @param alertingBefore since when the sample before these alerted; empty when it did not
 * @param samplesSeen samples that the series' detector has learned, these included
 * @param history where its knowledge comes from
 * @param newest the time of the newest sample of the series that is known, these included; empty when nothing is
 */
public record SeriesVerdicts(
        List<Verdict> verdicts,
        List<AlertDecision> alerts,
        Optional<Instant> alertingBefore,
        long samplesSeen,
        HistoryStatus history,
        Optional<Instant> newest) {

    /** Copies the lists. */
    public SeriesVerdicts {
        verdicts = List.copyOf(verdicts);
        alerts = List.copyOf(alerts);
    }

    static SeriesVerdicts of(
            List<Assessment> assessments,
            Optional<Instant> alertingBefore,
            long samplesSeen,
            HistoryStatus history,
            Optional<Instant> newest) {
        if (assessments.size() == 1) {
            Assessment only = assessments.getFirst();
            return new SeriesVerdicts(
                    List.of(only.verdict()), List.of(only.alert()), alertingBefore, samplesSeen, history, newest);
        }
        return new SeriesVerdicts(
                assessments.stream().map(Assessment::verdict).toList(),
                assessments.stream().map(Assessment::alert).toList(),
                alertingBefore,
                samplesSeen,
                history,
                newest);
    }

    /**
     * The place of the sample by which the series stands now: the newest, where it is current and nothing newer is known that is. What was
     * sent late or again says what was, and ends nothing that began since.
     *
     * @param sent the samples of these verdicts, at least one
     * @param maxAge samples older than this are not current
     */
    public OptionalInt current(List<Measurement> sent, Instant now, Duration maxAge) {
        int place = newest(sent);
        Measurement last = sent.get(place);
        return last.isCurrent(now, maxAge)
                        && newest.filter(last.time()::isBefore)
                                // A time to come that a sender's clock made up is no reason to be silent until then.
                                .filter(time -> !time.isAfter(now.plus(Measurement.MOST_AHEAD)))
                                .isEmpty()
                ? OptionalInt.of(place)
                : OptionalInt.empty();
    }

    /** Those of the samples that had not been sent before, in the order in which they were sent. */
    public List<Measurement> fresh(List<Measurement> sent) {
        if (verdicts.size() == 1 && verdicts.getFirst().standing() != SampleOrder.DUPLICATE) {
            return sent;
        }
        return IntStream.range(0, sent.size())
                .filter(place -> verdicts.get(place).standing() != SampleOrder.DUPLICATE)
                .mapToObj(sent::get)
                .toList();
    }

    /** The place of the newest sample; of those at one time, of the greatest. */
    public static int newest(List<Measurement> sent) {
        int newest = 0;
        for (int place = 1; place < sent.size(); place++) {
            newest = Measurement.IN_TIME.compare(sent.get(place), sent.get(newest)) > 0 ? place : newest;
        }
        return newest;
    }
}
