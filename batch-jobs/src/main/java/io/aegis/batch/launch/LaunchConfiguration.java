package io.aegis.batch.launch;

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
    Control control() {
        return Control.USUAL;
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
    Machine machine() {
        return Machine.local();
    }

    @Bean
    Node node(Heartbeats heartbeats, Machine machine, Control control, Ticker ticker) {
        return new Node(heartbeats, machine, control, ticker, UuidCreator::getTimeOrderedEpoch);
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
            Control control,
            Ticker ticker) {
        for (JobDefinition definition : definitions) {
            if (definition.job() instanceof AbstractJob job) {
                job.registerJobExecutionListener(new ExecutionBegin(job, locks, control, ticker));
                if (definition.resumed()) {
                    job.registerJobExecutionListener(new CutShortMark(locks, control, ticker));
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
            Control control,
            Ticker ticker) {
        Rights rights = new Rights(locks, control, ticker);
        // Jobs are made with a repository that knows this executor: the catalogue can only be had later.
        return new LaunchExecutor(what -> new LaunchEnd(running, jobs.getObject(), rights).ended(what));
    }

    @Bean
    PartitionLeases partitionLeases(Database database) {
        return new PartitionLeases(database);
    }

    @Bean
    Ghosts ghosts(JobRepository repository, PartitionLeases leases, Control control, Clock clock, Ticker ticker) {
        return new Ghosts(repository, leases, control, clock, ticker);
    }

    @Bean
    Launcher launcher(
            Node node,
            RunningExecutions running,
            LaunchLocks locks,
            JobHistory history,
            Ghosts ghosts,
            JobOperator operator,
            Control control,
            Ticker ticker) {
        return new Launcher(node, running, locks, history, ghosts, operator, control, ticker);
    }

    @Bean
    JobRequests jobRequests(Database database) {
        return new JobRequests(database);
    }

    @Bean
    Restarts restarts(
            Launcher launcher,
            Node node,
            RunningExecutions running,
            LaunchLocks locks,
            JobRepository repository,
            JobRequests requests,
            Control control,
            Ticker ticker) {
        return new Restarts(launcher, node, running, locks, repository, requests, control, ticker);
    }
}
