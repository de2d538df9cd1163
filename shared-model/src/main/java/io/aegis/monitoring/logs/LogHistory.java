/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The minutes of logs before a window: what each template usually does. A template of trouble is evidence when there is more
 * of it than usual, the more so the fewer minutes had it at all; any other when its share of the service's lines falls.
 * What is usual is worked out once, when a template is first asked about. Thread-safe; always gives the same.
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
    private final Map<Integer, Calm> calm = new ConcurrentHashMap<>();
    private final Map<Integer, Share> shares = new ConcurrentHashMap<>();
    private final Map<String, int[]> own = new ConcurrentHashMap<>();

    /** Of minutes with a template: at most 6 of 60, and 25 of 720. */
    private static final double RARE = 0.5;

    /** Deviations by which there is clearly more of it than usual. */
    private static final double RAISED = 3;

    /** Times as many lines as in the worst minute so far that are news even of a template that every minute has. */
    private static final double BURST = 3;

    /**
     * What a template of trouble does: its share of all lines in calm minutes, how rare minutes with it are, 0 to 1, and its
     * share in the worst minute.
     */
    private record Calm(double share, double rarity, double worst) {}

    /** The usual share of a template in the lines of its service, and its spread; NaN when there are no minutes to tell by. */
    private record Share(double median, double spread) {}

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
     * @param templates all those of the services that are asked about
     * @return by the service's name
     */
    public Map<String, LogEvidence> judge(List<LogMinute> window, Collection<LogTemplate> templates) {
        if (minutes.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Integer> counts = new HashMap<>();
        window.forEach(
                minute -> minute.counts().forEach((template, count) -> counts.merge(template, count, Integer::sum)));
        var now =
                new LogMinute(counts, window.stream().mapToInt(LogMinute::lines).sum());
        return templates.stream().collect(Collectors.groupingBy(LogTemplate::service)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, service -> judge(now, service.getKey(), service.getValue())));
    }

    private LogEvidence judge(LogMinute now, String service, List<LogTemplate> templates) {
        double errors = 0;
        double vanished = 0;
        Optional<LogTemplate> loudest = Optional.empty();
        Optional<LogTemplate> missing = Optional.empty();
        int[] before = own.computeIfAbsent(
                service,
                _ -> minutes.stream()
                        .mapToInt(minute -> lines(minute, templates))
                        .toArray());
        int lines = lines(now, templates);
        for (LogTemplate template : templates) {
            double strength = template.bad() ? excess(now, template) : shortfall(now, template, before, lines);
            if (template.bad() && strength > errors) {
                errors = strength;
                loudest = Optional.of(template);
            } else if (!template.bad() && strength > vanished) {
                vanished = strength;
                missing = Optional.of(template);
            }
        }
        return new LogEvidence(errors, vanished, loudest, missing, fatal(now, templates));
    }

    /** What programs cannot go on with, unless they always say so and go on. */
    private Set<FatalSign> fatal(LogMinute now, List<LogTemplate> templates) {
        Set<FatalSign> fatal = EnumSet.noneOf(FatalSign.class);
        for (LogTemplate template : templates) {
            if (now.count(template.id()) > 0) {
                FatalSign.of(template).filter(_ -> isNews(now, template)).ifPresent(fatal::add);
            }
        }
        return fatal;
    }

    private boolean isNews(LogMinute now, LogTemplate template) {
        double rarity = calm.computeIfAbsent(template.id(), this::calm).rarity();
        return rarity >= RARE || excess(now, template) >= RAISED;
    }

    private static int lines(LogMinute minute, List<LogTemplate> templates) {
        return templates.stream()
                .mapToInt(template -> minute.count(template.id()))
                .sum();
    }

    /**
     * By how many standard deviations of a Poisson count there is more of a template than in calm minutes, the less the more
     * minutes have it; or than three times as many as in the worst minute.
     */
    private double excess(LogMinute now, LogTemplate template) {
        int count = now.count(template.id());
        if (count == 0) {
            return 0;
        }
        Calm usual = calm.computeIfAbsent(template.id(), this::calm);
        double calm = usual.share() * now.lines();
        double worst = BURST * usual.worst() * now.lines();
        return Math.max(usual.rarity() * deviations(count, calm), deviations(count, worst));
    }

    private static double deviations(int count, double expected) {
        return (count - expected) / Math.sqrt(expected + 1);
    }

    private Calm calm(int template) {
        double[] sorted = minutes.stream()
                .mapToDouble(minute -> (double) minute.count(template) / minute.lines())
                .sorted()
                .toArray();
        double share = Arrays.stream(sorted)
                .limit(Math.max(1, (int) (CALM * sorted.length)))
                .average()
                .orElse(0);
        long present = Arrays.stream(sorted).filter(each -> each > 0).count();
        return new Calm(
                share,
                Math.log((sorted.length + 2.0) / (present + 1.0)) / Math.log(sorted.length + 2.0),
                sorted[sorted.length - 1]);
    }

    /** By how many standard deviations there is less of a template than its usual share of the service's lines. */
    private double shortfall(LogMinute now, LogTemplate template, int[] before, int lines) {
        Share usual = shares.computeIfAbsent(template.id(), id -> share(id, before));
        double expected = usual.median() * lines;
        int count = now.count(template.id());
        // Written so that NaN is no evidence.
        if (!(expected >= LEAST_EXPECTED) || count >= FALLEN * expected) {
            return 0;
        }
        double spread = NORMAL * lines * usual.spread();
        return (expected - count) / Math.sqrt(expected + 1 + spread * spread);
    }

    private Share share(int template, int[] before) {
        var each = new ArrayList<Double>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] >= FULL_SERVICE_MINUTE) {
                each.add((double) minutes.get(i).count(template) / before[i]);
            }
        }
        if (each.isEmpty()) {
            return new Share(Double.NaN, Double.NaN);
        }
        double median = median(each);
        return new Share(
                median,
                median(each.stream().map(share -> Math.abs(share - median)).toList()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
