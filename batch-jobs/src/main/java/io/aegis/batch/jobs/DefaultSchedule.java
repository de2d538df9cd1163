package io.aegis.batch.jobs;

import org.springframework.scheduling.support.CronExpression;

/**
 * When a job runs by itself, until an operator says otherwise: it seeds the database at the first start. Times are UTC.
 *
 * @param cron six fields: second, minute, hour, day of month, month, day of week
 * @param afterMissed whether it runs once afterwards when nobody was there at its time
 */
public record DefaultSchedule(String cron, boolean afterMissed) {

    /** Checks the expression. */
    public DefaultSchedule {
        if (!CronExpression.isValidExpression(cron)) {
            throw new IllegalArgumentException("not a cron expression of six fields: " + cron);
        }
    }
}
