package io.aegis.online.scoring.memory;

import io.aegis.db.series.Measurement;
import io.aegis.monitoring.anomaly.Verdict;
import java.util.List;

/**
 * What was said of the samples of one series.
 *
 * @param verdicts one for each sample, in the order in which they were sent
 * @param samplesSeen samples that the series' detector has learned, these included
 * @param history where its knowledge comes from
 */
public record SeriesVerdicts(List<Verdict> verdicts, long samplesSeen, HistoryStatus history) {

    /** Copies the list. */
    public SeriesVerdicts {
        verdicts = List.copyOf(verdicts);
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
