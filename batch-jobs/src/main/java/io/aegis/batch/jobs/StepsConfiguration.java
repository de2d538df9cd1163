/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What jobs are made of. */
@Configuration(proxyBeanMethods = false)
class StepsConfiguration {

    @Bean
    Steps steps(JobRepository repository, PlatformTransactionManager transactionManager) {
        return new Steps(repository, transactionManager);
    }
}
