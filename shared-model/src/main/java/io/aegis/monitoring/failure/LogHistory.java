package io.aegis.monitoring.failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The minutes of logs before a window: what each template usually does. A template of trouble is evidence when there is more
 * of it than usual, the more so the fewer minutes had it at all; any other when its share of the service's lines falls.
 * Immutable.
 */
public final class LogHistory {

    /** Lines of all services that make a minute worth comparing with, if any minute has as many. */
    private static final int FULL_MINUTE = 300;

    private static final int FULL_SERVICE_MINUTE = 10;
    private static final double CALM = 0.85;
    private static final double LEAST_EXPECTED = 4;
    private static final double FALLEN = 0.6;
    private static final double NORMAL = 1.4826;

    private final List<LogMinute> minutes;

    /**
     * A history.
     *
     * @param before minutes before the window; when there is none, the window's oldest is compared with
     * @param window the minutes that are judged, oldest first
     */
    public LogHistory(List<LogMinute> before, List<LogMinute> window) {
        List<LogMinute> all = before.isEmpty() ? window.subList(0, Math.min(1, window.size())) : before;
        List<LogMinute> full =
                all.stream().filter(minute -> minute.lines() >= FULL_MINUTE).toList();
        minutes = full.isEmpty()
                ? all.stream().filter(minute -> minute.lines() > 0).toList()
                : full;
    }

    /** Minutes that are compared with. */
    public int size() {
        return minutes.size();
    }

    /**
     * What each service's logs say about the window.
     *
     * @param templates those that any of the minutes counts
     * @return by the service's name
     */
    public Map<String, LogEvidence> judge(List<LogMinute> window, Collection<LogTemplate> templates) {
        if (minutes.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Integer> counts = new HashMap<>();
        window.forEach(
                minute -> minute.counts().forEach((template, count) -> counts.merge(template, count, Integer::sum)));
        var now = new LogMinute(counts);
        return templates.stream().collect(Collectors.groupingBy(LogTemplate::service)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> judge(now, service.getValue())));
    }

    private LogEvidence judge(LogMinute now, List<LogTemplate> templates) {
        double errors = 0;
        double vanished = 0;
        Optional<LogTemplate> loudest = Optional.empty();
        Optional<LogTemplate> missing = Optional.empty();
        double[] own =
                minutes.stream().mapToDouble(minute -> lines(minute, templates)).toArray();
        int lines = lines(now, templates);
        for (LogTemplate template : templates) {
            double strength = template.bad() ? excess(now, template) : shortfall(now, template, own, lines);
            if (template.bad() && strength > errors) {
                errors = strength;
                loudest = Optional.of(template);
            } else if (!template.bad() && strength > vanished) {
                vanished = strength;
                missing = Optional.of(template);
            }
        }
        return new LogEvidence(errors, vanished, loudest, missing);
    }

    private static int lines(LogMinute minute, List<LogTemplate> templates) {
        return templates.stream()
                .mapToInt(template -> minute.count(template.id()))
                .sum();
    }

    /** By how many standard deviations of a Poisson count there is more of a template than in calm minutes. */
    private double excess(LogMinute now, LogTemplate template) {
        int count = now.count(template.id());
        if (count == 0) {
            return 0;
        }
        double[] shares = minutes.stream()
                .mapToDouble(minute -> (double) minute.count(template.id()) / minute.lines())
                .sorted()
                .toArray();
        double calm = Arrays.stream(shares)
                .limit(Math.max(1, (int) (CALM * shares.length)))
                .average()
                .orElse(0);
        long present = Arrays.stream(shares).filter(share -> share > 0).count();
        double expected = calm * now.lines();
        double rarity = Math.log((shares.length + 2.0) / (present + 1.0)) / Math.log(shares.length + 2.0);
        return rarity * (count - expected) / Math.sqrt(expected + 1);
    }

    /** By how many standard deviations there is less of a template than its usual share of the service's lines. */
    private double shortfall(LogMinute now, LogTemplate template, double[] own, int lines) {
        var shares = new ArrayList<Double>();
        for (int i = 0; i < own.length; i++) {
            if (own[i] >= FULL_SERVICE_MINUTE) {
                shares.add(minutes.get(i).count(template.id()) / own[i]);
            }
        }
        if (shares.isEmpty()) {
            return 0;
        }
        double median = median(shares);
        double expected = median * lines;
        int count = now.count(template.id());
        if (expected < LEAST_EXPECTED || count >= FALLEN * expected) {
            return 0;
        }
        double spread = NORMAL
                * lines
                * median(shares.stream().map(share -> Math.abs(share - median)).toList());
        return (expected - count) / Math.sqrt(expected + 1 + spread * spread);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
