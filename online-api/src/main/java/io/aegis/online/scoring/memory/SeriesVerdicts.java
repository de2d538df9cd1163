package io.aegis.online.scoring.memory;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.anomaly.Verdict;
import java.util.List;

/**
 * What was said of the samples of one series.
 *
 * @param verdicts one for each sample, in the order in which they were sent
 * @param alerts whether each alerts, in the same order
 * @param samplesSeen samples that the series' detector has learned, these included
 * @param history where its knowledge comes from
 */
public record SeriesVerdicts(
        List<Verdict> verdicts, List<AlertDecision> alerts, long samplesSeen, HistoryStatus history) {

    /** Copies the lists. */
    public SeriesVerdicts {
        verdicts = List.copyOf(verdicts);
        alerts = List.copyOf(alerts);
    }

    static SeriesVerdicts of(List<Assessment> assessments, long samplesSeen, HistoryStatus history) {
        return new SeriesVerdicts(
                assessments.stream().map(Assessment::verdict).toList(),
                assessments.stream().map(Assessment::alert).toList(),
                samplesSeen,
                history);
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
