/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.jobs.PartitionLeases;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DiskRoom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How parts are handed out and taken up. */
@Configuration(proxyBeanMethods = false)
class PartitionConfiguration {

    /** Parts at once: while one waits for the disk, another computes. */
    private static final int PLACES = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Threads of the platform: rows are computed on them, and are not to keep a request from its turn. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService partitionThreads() {
        return Executors.newFixedThreadPool(
                PLACES, Thread.ofPlatform().daemon().name("partition-", 0).factory());
    }

    /** How much room the database's disk has. */
    @Bean
    @ConditionalOnMissingBean
    DiskRoom.Gauge diskGauge(Database database, JobControlSettings settings, Ticker ticker) {
        ImportStaging staging = new ImportStaging(database, UuidCreator::getTimeOrderedEpoch);
        return () -> staging.freeBytes(settings.deadline(ticker));
    }

    @Bean
    PartitionPause partitionPause(DiskRoom.Gauge gauge, BatchSettings settings) {
        return new PartitionPause(new DiskRoom(gauge, settings.leastFreeBytes()));
    }

    @Bean
    PartitionWorker partitionWorker(
            ObjectProvider<PartitionedWork> works,
            PartitionLeases leases,
            Transactions chunkTransactions,
            JobRepository repository,
            WorkerIdentity workerIdentity,
            RunningExecutions running,
            ExecutorService partitionThreads,
            PartitionPause partitionPause,
            ObjectProvider<PartitionListener> listeners,
            JobControlSettings settings,
            Ticker ticker) {
        return new PartitionWorker(
                works.stream().collect(Collectors.toMap(PartitionedWork::stepName, Function.identity())),
                leases,
                new PartitionLeases(chunkTransactions),
                repository,
                workerIdentity,
                running,
                partitionThreads,
                PLACES,
                partitionPause,
                listeners::stream,
                settings,
                ticker);
    }

    @Bean
    PartitionHandler partitionHandler(
            PartitionLeases leases,
            JobRepository repository,
            ObjectProvider<PartitionWorker> worker,
            JobControlSettings settings,
            Clock clock,
            Ticker ticker) {
        // Jobs are made with the handler, and the worker with what jobs are made of: it can only be had later.
        return new SharedPartitionHandler(
                leases, repository, () -> worker.getObject().lookAgain(), settings, clock, ticker);
    }
}
