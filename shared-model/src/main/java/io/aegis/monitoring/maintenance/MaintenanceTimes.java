/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When work is done. */
public sealed interface MaintenanceTimes {

    /** The longest time that comes again. */
    Duration LONGEST_REPEATED = Duration.ofDays(1);

    /** The longest time that comes once. */
    Duration LONGEST_ONCE = Duration.ofDays(90);

    /** The end of the time that a moment lies in; empty when it lies in none. */
    Optional<Instant> until(Instant moment);

    /**
     * Once.
     *
     * @param from its first moment
     * @param to the moment after its last
     */
    record Once(Instant from, Instant to) implements MaintenanceTimes {

        /**
         * A time.
         *
         * @throws IllegalArgumentException when it ends before it begins, or is longer than 90 days
         */
        public Once {
            if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_ONCE) > 0) {
                throw new IllegalArgumentException("ends after it begins, at most " + LONGEST_ONCE.toDays() + " days");
            }
        }

        @Override
        public Optional<Instant> until(Instant moment) {
            return Optional.of(to).filter(end -> !moment.isBefore(from) && moment.isBefore(end));
        }
    }

    /**
     * Again and again.
     *
     * @param cron when it begins
     * @param length of each
     */
    record Repeated(CronMinutes cron, Duration length) implements MaintenanceTimes {

        /**
         * Times.
         *
         * @throws IllegalArgumentException when they are shorter than a minute or longer than a day
         */
        public Repeated {
            if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(LONGEST_REPEATED) > 0) {
                throw new IllegalArgumentException("lasts a minute to a day");
            }
        }

        @Override
        public Optional<Instant> until(Instant moment) {
            return cron.newestWithinDay(moment).map(begin -> begin.plus(length)).filter(moment::isBefore);
        }
    }
}
