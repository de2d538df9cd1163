/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** All meters of the process, readable by Prometheus. Names begin with {@code aegis_}, the JVM's own with {@code jvm_}. */
public final class Telemetry implements AutoCloseable {

    /** The media type of {@link #scrape}. */
    public static final String MEDIA_TYPE = "text/plain";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Supplier<String>> more = new CopyOnWriteArrayList<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Meters of the JVM, until others are added. */
    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Watches a number: a depth, an age, a state.
     *
     * @param name with dots, such as {@code aegis.outbox.depth}
     * @param description one line
     * @param tags of few values
     * @param value read at every scrape: must be quick, and is kept for as long as the telemetry lives
     */
    public void gauge(String name, String description, List<Tag> tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    /**
     * Adds what no registered meter can tell, because its labels change.
     *
     * @param text read at every scrape: whole lines of Prometheus' text format, of names that nobody else uses
     */
    public void expose(Supplier<String> text) {
        more.add(text);
    }

    /** All meters as Prometheus reads them. */
    public String scrape() {
        StringBuilder text = new StringBuilder(registry.scrape());
        more.forEach(each -> text.append(each.get()));
        return text.toString();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
