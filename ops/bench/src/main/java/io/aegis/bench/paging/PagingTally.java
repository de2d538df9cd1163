/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What was counted of some series. */
final class PagingTally {

    private double days;
    private long alarms;
    private int incidents;
    private final List<Integer> minutes = new ArrayList<>();
    private long afterShift;
    private long longAfterShift;

    /** Counts a series. */
    void add(MadeSeries series, WakeUps pages) {
        if (series.incidents().isEmpty()) {
            days += (double) pages.samples() / SeriesMaker.DAY;
            alarms += pages.begins().count();
            series.legitimateShift().ifPresent(at -> {
                afterShift = Math.max(
                        afterShift, pages.begins().filter(page -> page >= at).count());
                longAfterShift += pages.begins().filter(page -> page > at + 360).count();
            });
        }
        for (InjectedEvent incident : series.incidents()) {
            incidents++;
            OptionalInt found = pages.minutesTo(incident);
            found.ifPresent(minutes::add);
        }
    }

    /** Alarms of a day of a series in which nothing happens. */
    double alarmsPerDay() {
        return days == 0 ? 0 : alarms / days;
    }

    /** The share of incidents that was found. */
    double recall() {
        return incidents == 0 ? 1 : (double) minutes.size() / incidents;
    }

    /** The median of the minutes until one was found. */
    double minutesToDetect() {
        return minutes.isEmpty()
                ? Double.NaN
                : minutes.stream().sorted().toList().get(minutes.size() / 2);
    }

    /** The most pages after a legitimate shift of the level. */
    long pagesAfterShift() {
        return afterShift;
    }

    /** All pages more than six hours after one. */
    long pagesLongAfterShift() {
        return longAfterShift;
    }

    /** As a row of the table. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-12s %6.3f %8.1f %% (%d of %d) %6.1f",
                name,
                alarmsPerDay(),
                100 * recall(),
                minutes.size(),
                incidents,
                minutesToDetect());
    }
}
