/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

/**
 * When a job runs by itself, until an operator says otherwise: it seeds the database at the first start. Times are UTC.
 *
 * @param cron six fields: second, minute, hour, day of month, month, day of week
 * @param afterMissed whether it runs once afterwards when nobody was there at its time
 */
public record DefaultSchedule(String cron, boolean afterMissed) {

    /** Checks the expression. */
    public DefaultSchedule {
        CronCheck.problem(cron).ifPresent(wrong -> {
            throw new IllegalArgumentException("the cron expression " + cron + " " + wrong);
        });
    }
}
