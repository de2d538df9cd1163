/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How good the verdicts of a day are. A minute is positive when it is one of the first four after a fault began, the next three
 * do not count; a fault is found in time when one of its first three minutes is alarmed. Cause and kind are taken from the
 * verdict four minutes after the fault began.
 *
 * @param precision share of alarmed minutes that are positive
 * @param recall share of positive minutes that are alarmed
 * @param found share of faults found in time
 * @param alarmed share of normal minutes that are alarmed
 * @param falseAlarms runs of alarmed normal minutes, per hour of normal minutes
 * @param first share of faults whose service is ranked first
 * @param third among the first three
 * @param fifth among the first five
 * @param types share of faults whose kind is told, whether or not they are detected
 * @param faults how many there are
 */
record Figures(
        double precision,
        double recall,
        double found,
        double alarmed,
        double falseAlarms,
        double first,
        double third,
        double fifth,
        double types,
        int faults) {

    private static final int POSITIVE = 4;
    private static final int UNCLEAR = 7;
    private static final int IN_TIME = 3;
    private static final double MINUTES = 60;

    /** The figures of a day until a moment. */
    static Figures of(List<InjectedFault> all, NavigableMap<Instant, Judged> judged, Instant until) {
        int hits = 0;
        int misses = 0;
        int falseMinutes = 0;
        int falseRuns = 0;
        int normal = 0;
        boolean alarmedBefore = false;
        for (Map.Entry<Instant, Judged> minute : judged.headMap(until, true).entrySet()) {
            boolean alarmed = minute.getValue().detected();
            int age = age(all, judged, minute.getKey());
            if (age < POSITIVE) {
                hits += alarmed ? 1 : 0;
                misses += alarmed ? 0 : 1;
            } else if (age >= UNCLEAR) {
                normal++;
                falseMinutes += alarmed ? 1 : 0;
                falseRuns += alarmed && !alarmedBefore ? 1 : 0;
            }
            alarmedBefore = alarmed && age >= UNCLEAR;
        }
        List<InjectedFault> faults = all.stream()
                .filter(injectedFault -> injectedFault.at().isBefore(until)
                        && !judged.tailMap(injectedFault.at(), true).isEmpty())
                .toList();
        return new Figures(
                share(hits, hits + falseMinutes),
                share(hits, hits + misses),
                share(
                        faults,
                        injectedFault -> judged.tailMap(injectedFault.at(), true).values().stream()
                                .limit(IN_TIME)
                                .anyMatch(Judged::detected)),
                share(falseMinutes, normal),
                share(falseRuns, normal) * MINUTES,
                share(faults, injectedFault -> ranked(injectedFault, judged, 1)),
                share(faults, injectedFault -> ranked(injectedFault, judged, 3)),
                share(faults, injectedFault -> ranked(injectedFault, judged, 5)),
                share(
                        faults,
                        injectedFault -> verdict(injectedFault, judged)
                                .filter(verdict -> verdict.getValue().type().equals(injectedFault.type()))
                                .isPresent()),
                faults.size());
    }

    /** How many judged minutes the newest fault is old. */
    private static int age(List<InjectedFault> faults, NavigableMap<Instant, Judged> judged, Instant minute) {
        return faults.stream()
                .map(InjectedFault::at)
                .filter(at -> !at.isAfter(minute))
                .reduce((_, later) -> later)
                .map(at -> judged.subMap(at, true, minute, false).size())
                .orElse(Integer.MAX_VALUE);
    }

    /** The verdict that cause and kind are taken from, and its time; empty when the day ends before the fault. */
    static Optional<Map.Entry<Instant, Judged>> verdict(
            InjectedFault injectedFault, NavigableMap<Instant, Judged> judged) {
        return judged.tailMap(injectedFault.at(), true).entrySet().stream()
                .limit(POSITIVE)
                .reduce((_, later) -> later);
    }

    private static boolean ranked(InjectedFault injectedFault, NavigableMap<Instant, Judged> judged, int places) {
        return verdict(injectedFault, judged)
                .filter(verdict ->
                        verdict.getValue().ranking().stream().limit(places).anyMatch(injectedFault.service()::equals))
                .isPresent();
    }

    private static double share(List<InjectedFault> faults, Predicate<InjectedFault> which) {
        return share((int) faults.stream().filter(which).count(), faults.size());
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** One line for people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d faults: precision %.3f recall %.3f F1 %.3f, found within 3 min %.2f, %.1f %% of normal minutes alarmed, %.2f false alarms/h;"
                        + " cause at 1/3/5 %.1f/%.1f/%.1f %%; kind %.3f",
                faults,
                precision,
                recall,
                precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
                found,
                100 * alarmed,
                falseAlarms,
                100 * first,
                100 * third,
                100 * fifth,
                types);
    }
}
