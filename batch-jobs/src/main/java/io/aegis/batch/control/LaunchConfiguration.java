/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.Database;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.db.jobs.PartitionLeases;
import io.aegis.deadline.Ticker;
import java.time.Clock;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.batch.autoconfigure.BatchTaskExecutor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** How jobs are launched. */
@Configuration(proxyBeanMethods = false)
class LaunchConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JobControlSettings control() {
        return JobControlSettings.USUAL;
    }

    @Bean
    Heartbeats heartbeats(Database database) {
        return new Heartbeats(database);
    }

    @Bean
    LaunchLocks launchLocks(Database database) {
        return new LaunchLocks(database);
    }

    @Bean
    JobHistory jobHistory(Database database) {
        return new JobHistory(database);
    }

    @Bean
    @ConditionalOnMissingBean
    HostIdentity host() {
        return HostIdentity.local();
    }

    @Bean
    WorkerIdentity worker(Heartbeats heartbeats, HostIdentity host, JobControlSettings settings, Ticker ticker) {
        return new WorkerIdentity(heartbeats, host, settings, ticker, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    RunningExecutions runningExecutions() {
        return new RunningExecutions();
    }

    @Bean
    JobCatalog jobCatalog(
            ObjectProvider<JobExecutionListener> listeners,
            ObjectProvider<JobDefinition> definitions,
            LaunchLocks locks,
            JobControlSettings settings,
            Ticker ticker) {
        for (JobDefinition definition : definitions) {
            if (definition.job() instanceof AbstractJob job) {
                job.registerJobExecutionListener(new ExecutionBegin(job, locks, settings, ticker));
                if (definition.resumed()) {
                    job.registerJobExecutionListener(new InterruptionListener(locks, settings, ticker));
                }
                listeners.forEach(job::registerJobExecutionListener);
            } else {
                throw new IllegalArgumentException(definition.name() + " was not made by a JobBuilder");
            }
        }
        return new JobCatalog(definitions.stream().toList());
    }

    @Bean
    @BatchTaskExecutor
    TaskExecutor launchExecutor(
            RunningExecutions running,
            ObjectProvider<JobCatalog> jobs,
            LaunchLocks locks,
            JobControlSettings settings,
            Ticker ticker) {
        LaunchLockRelease release = new LaunchLockRelease(locks, settings, ticker);
        // Jobs are made with a repository that knows this executor: the catalogue can only be had later.
        return new LaunchExecutor(what -> new LaunchEnd(running, jobs.getObject(), release).ended(what));
    }

    @Bean
    PartitionLeases partitionLeases(Database database) {
        return new PartitionLeases(database);
    }

    @Bean
    OrphanedExecutions orphans(
            JobRepository repository, PartitionLeases leases, JobControlSettings settings, Clock clock, Ticker ticker) {
        return new OrphanedExecutions(repository, leases, settings, clock, ticker);
    }

    @Bean
    Launcher launcher(
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobHistory history,
            OrphanedExecutions orphans,
            JobOperator operator,
            JobControlSettings settings,
            Ticker ticker) {
        return new Launcher(worker, running, locks, history, orphans, operator, settings, ticker);
    }

    @Bean
    JobRequests jobRequests(Database database) {
        return new JobRequests(database);
    }

    @Bean
    Restarts restarts(
            Launcher launcher,
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobRepository repository,
            JobRequests requests,
            JobControlSettings settings,
            Ticker ticker) {
        return new Restarts(launcher, worker, running, locks, repository, requests, settings, ticker);
    }
}
