/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.db.Database;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.db.jobs.Schedules;
import io.aegis.db.keys.KeyRing;
import io.aegis.deadline.Ticker;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What recurs, put together. */
@Configuration(proxyBeanMethods = false)
class BackgroundConfiguration {

    @Bean
    Schedules schedules(Database database) {
        return new Schedules(database);
    }

    @Bean
    OrphanRecovery orphanRecovery(
            JobCatalog jobs,
            JobHistory history,
            JobRepository repository,
            JobRequests requests,
            LaunchLocks locks,
            Launcher launcher,
            JobControlSettings settings,
            Ticker ticker,
            OrphanedExecutions orphans) {
        return new OrphanRecovery(jobs, history, repository, requests, locks, launcher, settings, ticker, orphans);
    }

    @Bean
    OrphanDetection detection(
            WorkerIdentity worker,
            HostIdentity host,
            RunningExecutions running,
            Heartbeats heartbeats,
            LaunchLocks locks,
            JobHistory history,
            OrphanRecovery orphanRecovery,
            JobControlSettings settings,
            Ticker ticker) {
        return new OrphanDetection(worker, host, running, heartbeats, locks, history, orphanRecovery, settings, ticker);
    }

    @Bean
    Heartbeat heartbeat(
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobControlSettings settings,
            Ticker ticker) {
        return new Heartbeat(worker, running, locks, settings, ticker);
    }

    @Bean
    RequestConsumer requestConsumer(
            JobRequests requests,
            JobCatalog jobs,
            Launcher launcher,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker) {
        return new RequestConsumer(
                requests, jobs, launcher, running, settings, ticker, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    ScheduleRunner scheduleRunner(
            Schedules schedules,
            JobCatalog jobs,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker) {
        return new ScheduleRunner(schedules, jobs, running, settings, ticker, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    HeartbeatLifecycle heartbeatLifecycle(
            Heartbeat heartbeat,
            WorkerIdentity worker,
            RunningExecutions running,
            PartitionWorker partitions,
            JobControlSettings settings) {
        return new HeartbeatLifecycle(
                heartbeat, worker, () -> running.all().isEmpty() && partitions.isIdle(), settings);
    }

    @Bean
    JobPoller jobPoller(
            OrphanDetection detection,
            RequestConsumer requests,
            ScheduleRunner schedules,
            KeyRing keys,
            MeterRefresh meters,
            PartitionWorker partitions,
            PartitionPause partitionPause,
            RunningExecutions running,
            JobControlSettings settings,
            Ticker ticker) {
        return new JobPoller(
                detection, requests, schedules, keys, meters, partitions, partitionPause, running, settings, ticker);
    }
}
