/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.health;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The meters of the process. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    PrometheusMeterRegistry meterRegistry(JvmGcMetrics garbage) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
        return registry;
    }

    /** Listens to the collector until it is closed. */
    @Bean
    JvmGcMetrics garbageMetrics() {
        return new JvmGcMetrics();
    }
}
