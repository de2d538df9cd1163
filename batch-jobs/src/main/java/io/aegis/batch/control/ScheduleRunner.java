/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.Schedule;
import io.aegis.db.jobs.Schedules;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules of the database. It decides by the database's time, so the clocks of machines do not matter.
 *
 * <p>A time that passed while nobody was there counts as missed when it is seen more than {@link #PUNCTUAL} late. By the
 * schedule's own policy such times give one launch afterwards, however many they were, or none.
 */
public final class ScheduleRunner {

    /** How late a time may be seen and still count as seen. */
    public static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleRunner.class);

    private final Schedules schedules;
    private final JobCatalog jobs;
    private final RunningExecutions running;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final Supplier<UUID> ids;
    private volatile boolean seeded;

    /** @param ids of requests */
    public ScheduleRunner(
            Schedules schedules,
            JobCatalog jobs,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker,
            Supplier<UUID> ids) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.running = running;
        this.settings = settings;
        this.ticker = ticker;
        this.ids = ids;
    }

    /**
     * Fires what is due, after having seeded, the first time, what the database does not know.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public void fire() throws DatabaseUnavailableException {
        if (running.closing()) {
            return;
        }
        if (!seeded) {
            seed();
            seeded = true;
        }
        for (Schedule schedule : schedules.due(settings.deadline(ticker))) {
            if (jobs.find(schedule.jobName()).isPresent()) {
                fire(schedule);
            }
        }
    }

    private void seed() throws DatabaseUnavailableException {
        Instant now = schedules.now(settings.deadline(ticker));
        for (JobDefinition job : jobs.all()) {
            if (job.schedule().isPresent()) {
                schedules.seed(seed(job.name(), job.schedule().get(), now), settings.deadline(ticker));
            }
        }
    }

    private static Schedule seed(String job, DefaultSchedule wanted, Instant now) {
        return new Schedule(
                job,
                job,
                Map.of(),
                wanted.cron(),
                ZoneOffset.UTC,
                true,
                wanted.afterMissed() ? Schedule.Missed.FIRE_ONCE : Schedule.Missed.SKIP,
                CronTimes.next(wanted.cron(), ZoneOffset.UTC, now),
                Optional.empty(),
                0);
    }

    private void fire(Schedule schedule) throws DatabaseUnavailableException {
        Instant now = schedules.now(settings.deadline(ticker));
        Optional<Instant> next = CronTimes.next(schedule.cron(), schedule.zone(), now);
        boolean missed = schedule.nextFireAt()
                .filter(time -> time.plus(PUNCTUAL).isBefore(now))
                .isPresent();
        if (missed && schedule.missed() == Schedule.Missed.SKIP) {
            schedules.skip(schedule, next, settings.deadline(ticker));
            return;
        }
        JobRequest request = new JobRequest(
                ids.get(), schedule.jobName(), schedule.parameters(), JobRequest.SCHEDULE + schedule.name());
        if (schedules.fire(schedule, next, request, settings.deadline(ticker))) {
            LOG.atDebug().addKeyValue("schedule", schedule.name()).log("fired");
        }
    }
}
