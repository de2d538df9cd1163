/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.telemetry;

import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.PartitionWorker;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.JobRequests;
import io.aegis.deadline.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The meters of jobs. */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    @Bean
    JobMeters jobMeters(
            MeterRegistry registry,
            ObjectProvider<JobDefinition> jobs,
            RunningExecutions running,
            PartitionWorker partitions,
            JobRequests requests,
            JobControlSettings settings,
            Ticker ticker) {
        return new JobMeters(
                registry,
                jobs.stream().map(JobDefinition::name).toList(),
                running,
                partitions::executions,
                requests,
                settings,
                ticker);
    }
}
