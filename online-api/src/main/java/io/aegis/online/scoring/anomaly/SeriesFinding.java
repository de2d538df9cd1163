package io.aegis.online.scoring.anomaly;

import io.aegis.db.series.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found in one series.
 *
 * @param series which
 * @param sent its samples, in the order in which they were sent
 * @param verdicts one for each
 * @param top place of the sample with the highest score; among equals the one with the highest raw score, then the latest
 * @param rawScore the highest of any sample, without the debounce
 * @param ongoing whether an episode goes on whose alert was given before, and nothing new begins
 * @param trained name of the model that knows the usual combinations of its service
 */
public record SeriesFinding(
        Series series,
        List<Measurement> sent,
        SeriesVerdicts verdicts,
        int top,
        double rawScore,
        boolean ongoing,
        Optional<String> trained) {

    /** What judges a series by its own past. */
    public static final String DETECTOR = "series-detector v1";

    /** What judges a series that has little past. */
    public static final String PRIOR = "cold-start-prior v1";

    /** The most telling first; the rest only makes the order the same every time. */
    static final Comparator<SeriesFinding> LOUDEST_FIRST = Comparator.comparingDouble(SeriesFinding::score)
            .thenComparingDouble(SeriesFinding::rawScore)
            .reversed()
            .thenComparing(finding -> finding.series().type())
            .thenComparing(finding -> finding.series().labels().toString());

    /** Sums up the verdicts on a series. */
    static SeriesFinding of(
            Series series, List<Measurement> sent, SeriesVerdicts judged, Optional<String> trained, double threshold) {
        List<Verdict> verdicts = judged.verdicts();
        Comparator<Integer> order = Comparator.<Integer>comparingDouble(
                        place -> verdicts.get(place).score())
                .thenComparingDouble(place -> verdicts.get(place).rawScore())
                .thenComparing(sent::get, Measurement.IN_TIME);
        int top = 0;
        double raw = 0;
        boolean goesOn = false;
        for (int place = 0; place < verdicts.size(); place++) {
            top = order.compare(place, top) > 0 ? place : top;
            raw = Math.max(raw, verdicts.get(place).rawScore());
            goesOn |= verdicts.get(place).ongoing(threshold);
        }
        boolean ongoing = goesOn && verdicts.get(top).score() < threshold;
        return new SeriesFinding(series, sent, judged, top, raw, ongoing, trained);
    }

    /** The verdict on the top sample. */
    public Verdict verdict() {
        return verdicts.verdicts().get(top);
    }

    /** The top sample. */
    public Measurement observed() {
        return sent.get(top);
    }

    /** The alert score: the highest of any sample. */
    public double score() {
        return verdict().score();
    }

    /** What severity goes by: the score, which for this purpose does not fall while an episode goes on. */
    double standingScore() {
        return ongoing ? rawScore : score();
    }

    /** Which model gave the top sample its verdict. */
    public String model() {
        return switch (verdict().reason().view()) {
            case PRIOR -> PRIOR;
            case COMBINATION -> trained.orElse(DETECTOR);
            case VALUE, RESIDUAL, LEVEL -> DETECTOR;
        };
    }
}
