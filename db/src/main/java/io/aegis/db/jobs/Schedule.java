/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * When a job runs by itself.
 *
 * @param name of the schedule
 * @param jobName the job
 * @param parameters of its launches
 * @param cron six fields, as Spring reads them
 * @param zone in which they are meant
 * @param enabled whether it fires
 * @param missed what becomes of times at which nobody was there
 * @param nextFireAt when it fires next, if ever
 * @param lastFireAt the time it last fired for
 * @param version counts changes
 */
public record Schedule(
        String name,
        String jobName,
        Map<String, Object> parameters,
        String cron,
        ZoneId zone,
        boolean enabled,
        Missed missed,
        Optional<Instant> nextFireAt,
        Optional<Instant> lastFireAt,
        long version) {

    /** What becomes of times at which nobody was there. */
    public enum Missed {
        /** One launch afterwards, however many times were missed. */
        FIRE_ONCE,
        /** None. */
        SKIP
    }

    /** Copies the parameters. */
    public Schedule {
        parameters = Map.copyOf(parameters);
    }

    /** The same with another expression, zone, state and policy. */
    public Schedule changed(String newCron, ZoneId newZone, boolean nowEnabled, Missed newMissed) {
        return new Schedule(
                name, jobName, parameters, newCron, newZone, nowEnabled, newMissed, nextFireAt, lastFireAt, version);
    }

    /** The same, firing next at another moment. */
    public Schedule nextAt(Optional<Instant> moment) {
        return new Schedule(name, jobName, parameters, cron, zone, enabled, missed, moment, lastFireAt, version);
    }
}
