package io.aegis.batch.upkeep;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.launch.Control;
import io.aegis.batch.launch.Ghosts;
import io.aegis.batch.launch.Launcher;
import io.aegis.batch.launch.Machine;
import io.aegis.batch.launch.Node;
import io.aegis.batch.launch.RunningExecutions;
import io.aegis.batch.partitions.PartitionWorker;
import io.aegis.batch.recovery.Pulse;
import io.aegis.batch.recovery.Recovery;
import io.aegis.batch.recovery.Settlement;
import io.aegis.batch.requests.RequestConsumer;
import io.aegis.batch.schedules.ScheduleKeeper;
import io.aegis.batch.telemetry.JobMeters;
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
class UpkeepConfiguration {

    @Bean
    Schedules schedules(Database database) {
        return new Schedules(database);
    }

    @Bean
    Settlement settlement(
            JobCatalog jobs,
            JobHistory history,
            JobRepository repository,
            JobRequests requests,
            LaunchLocks locks,
            Launcher launcher,
            Control control,
            Ticker ticker,
            Ghosts ghosts) {
        return new Settlement(jobs, history, repository, requests, locks, launcher, control, ticker, ghosts);
    }

    @Bean
    Recovery recovery(
            Node node,
            Machine machine,
            RunningExecutions running,
            Heartbeats heartbeats,
            LaunchLocks locks,
            JobHistory history,
            Settlement settlement,
            Control control,
            Ticker ticker) {
        return new Recovery(node, machine, running, heartbeats, locks, history, settlement, control, ticker);
    }

    @Bean
    Pulse pulse(Node node, RunningExecutions running, LaunchLocks locks, Control control, Ticker ticker) {
        return new Pulse(node, running, locks, control, ticker);
    }

    @Bean
    RequestConsumer requestConsumer(
            JobRequests requests,
            JobCatalog jobs,
            Launcher launcher,
            RunningExecutions running,
            Control control,
            Ticker ticker) {
        return new RequestConsumer(
                requests, jobs, launcher, running, control, ticker, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    ScheduleKeeper scheduleKeeper(
            Schedules schedules, JobCatalog jobs, RunningExecutions running, Control control, Ticker ticker) {
        return new ScheduleKeeper(schedules, jobs, running, control, ticker, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    Heart heart(Pulse pulse, Node node, RunningExecutions running, PartitionWorker partitions, Control control) {
        return new Heart(pulse, node, () -> running.all().isEmpty() && partitions.isIdle(), control);
    }

    @Bean
    Watch watch(
            Recovery recovery,
            RequestConsumer requests,
            ScheduleKeeper schedules,
            KeyRing keys,
            JobMeters meters,
            PartitionWorker partitions,
            RunningExecutions running,
            Control control,
            Ticker ticker) {
        return new Watch(recovery, requests, schedules, keys, meters, partitions, running, control, ticker);
    }
}
