/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** Tells what is wrong with cron expressions of six fields: their form, and whether they ever fire. */
public final class CronCheck {

    /** The form. */
    public static final String FORM = "six fields: second, minute, hour, day of month, month, day of week";

    /** Most characters: each field has room for a list. */
    static final int LONGEST = 120;

    private static final String NEVER =
            "would never fire, as no month that it names has such a day; name a day that there is, or L for the last of a month";

    /** The begin of a year with a 29 February. */
    private static final LocalDateTime LEAP_YEAR = LocalDateTime.of(2000, 1, 1, 0, 0);

    private CronCheck() {}

    /** What is wrong with an expression, to be said after its name; empty when it is right. */
    public static Optional<String> problem(String cron) {
        if (!hasForm(cron)) {
            return Optional.of("must be " + FORM);
        }
        return everFires(cron) ? Optional.empty() : Optional.of(NEVER);
    }

    /** Whether it is an expression at all. */
    public static boolean hasForm(String cron) {
        return cron.length() <= LONGEST && CronExpression.isValidExpression(cron);
    }

    private static boolean everFires(String cron) {
        return CronExpression.parse(cron).next(LEAP_YEAR) != null;
    }
}
