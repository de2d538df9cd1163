/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which kind each fault was told to be, by the verdict that {@link Figures} takes, whether or not it was detected.
 *
 * @param faults in order of time
 */
record KindsTold(List<Told> faults) {

    /**
     * What was told of one.
     *
     * @param injectedFault which
     * @param kind that the judge told
     * @param visible whether the data show of which kind it is, see {@link VisibleFaults}
     */
    record Told(InjectedFault injectedFault, String kind, boolean visible) {

        private boolean right() {
            return kind.equals(injectedFault.type());
        }
    }

    /** Those of a day until a moment. */
    static KindsTold of(Day day, NavigableMap<Instant, Judged> judged, Instant until) {
        VisibleFaults visible = new VisibleFaults(day, until);
        List<Told> told = new ArrayList<>();
        for (InjectedFault injectedFault : day.faults()) {
            if (injectedFault.at().isBefore(until)) {
                Figures.verdict(injectedFault, judged)
                        .ifPresent(verdict -> told.add(new Told(
                                injectedFault,
                                verdict.getValue().type(),
                                visible.shows(injectedFault, verdict.getKey()))));
            }
        }
        return new KindsTold(told);
    }

    /** The shares, a row for each kind, and a line for each fault that was told wrongly. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "kind right: %s of all, %s of those that the data show%n",
                share(_ -> true),
                share(Told::visible)));
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        faults.forEach(told -> table.computeIfAbsent(told.injectedFault().type(), _ -> new TreeMap<>())
                .merge(told.kind(), 1, Integer::sum));
        table.forEach((type, kinds) -> {
            text.append(String.format(Locale.ROOT, "  %-15s told", type));
            kinds.forEach(
                    (kind, count) -> text.append(' ').append(kind).append(' ').append(count));
            text.append(System.lineSeparator());
        });
        faults.stream()
                .filter(told -> !told.right())
                .forEach(told -> text.append(String.format(
                        Locale.ROOT,
                        "  %s %s in %s was told %s%s%n",
                        told.injectedFault().at(),
                        told.injectedFault().kind(),
                        told.injectedFault().service(),
                        told.kind(),
                        told.visible() ? "" : ", and does not show")));
        return text.toString().stripTrailing();
    }

    private String share(Predicate<Told> which) {
        List<Told> some = faults.stream().filter(which).toList();
        long right = some.stream().filter(Told::right).count();
        return String.format(
                Locale.ROOT, "%.3f (%d/%d)", some.isEmpty() ? 0 : (double) right / some.size(), right, some.size());
    }
}
