/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Samples, lines and alerts of every kind that a sender may think of, around one moment. */
final class HostileWindows {

    private static final List<String> SERVICES = List.of(
            "api",
            "db",
            "api-db",
            "a",
            "unnamed",
            "<*>",
            "shop: $(reboot)",
            "\u202eevil",
            "服务",
            "%s %d",
            "x".repeat(128));

    private static final List<String> TELLING = List.of(
            "Connection timeout to db after 5000ms",
            "call to api: connection refused",
            "db unreachable",
            "Back-off, exit code 137",
            "Started Shop in 3 s",
            "NullPointerException at Cart.java:17",
            "served 17 of 20",
            "served <*> of <*>",
            "",
            "{}[](),;=:",
            "http://x://y://",
            "0x0x 0xff 123e4567-e89b-12d3-a456-42661417400",
            "word ".repeat(900),
            "\0\ud800\n\r\t",
            "Caused by: panic");

    private HostileWindows() {}

    static Arbitrary<Instant> moments() {
        return Arbitraries.of(
                        "2024-01-25T10:00:00Z",
                        "2024-01-25T10:00:30.999Z",
                        "1970-01-01T00:00:00Z",
                        "1969-12-31T23:59:59.999999Z",
                        "0000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.999Z")
                .map(Instant::parse);
    }

    static Arbitrary<Duration> lengths() {
        return Arbitraries.of(300, 300, 1, 59, 60, 61, 3_600).map(Duration::ofSeconds);
    }

    /** Up to 40 of each, within some minutes of a moment. */
    static Arbitrary<Observations> around(Instant moment) {
        return Combinators.combine(
                        samples(moment).list().ofMaxSize(40),
                        lines(moment).list().ofMaxSize(40),
                        alerts().list().ofMaxSize(2),
                        Arbitraries.maps(services(), services().set().ofMaxSize(3))
                                .ofMaxSize(3))
                .as((samples, lines, alerts, callees) ->
                        new Observations(MetricSample.bySeries(samples), lines, alerts, callees));
    }

    static Arbitrary<MetricSample> samples(Instant moment) {
        Arbitrary<Series> series = Combinators.combine(
                        Arbitraries.of(MetricType.class),
                        services(),
                        Arbitraries.of("service", "pod", "zone"),
                        Arbitraries.of("1", "2"))
                .as((type, service, label, copy) -> Series.of(type, Map.of(label, service, "copy", copy)));
        return Combinators.combine(series, values(), times(moment)).as(MetricSample::new);
    }

    static Arbitrary<LogEntry> lines(Instant moment) {
        Arbitrary<String> messages =
                Arbitraries.oneOf(Arbitraries.of(TELLING), Arbitraries.strings().ofMaxLength(60));
        return Combinators.combine(services(), Arbitraries.of(LogLevel.class), messages, times(moment))
                .as(LogEntry::new);
    }

    private static Arbitrary<FiringAlert> alerts() {
        return Combinators.combine(
                        services(), Arbitraries.of(FailureType.class).injectNull(0.3), Arbitraries.of(true, false))
                .as((service, type, grave) -> new FiringAlert(service, "Alert", Optional.ofNullable(type), grave));
    }

    private static Arbitrary<Double> values() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 100),
                Arbitraries.of(
                        0.0, -0.0, 95.0, 0.45, 1e300, -1e300, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE));
    }

    private static Arbitrary<String> services() {
        return Arbitraries.of(SERVICES);
    }

    private static Arbitrary<Instant> times(Instant moment) {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, -30L, -60L, -299L, -300L, -301L).map(moment::plusSeconds),
                Arbitraries.integers().between(-600_000, 0).map(millis -> moment.plusMillis(millis)));
    }

    /** All samples, each with its series. */
    static List<MetricSample> flat(Observations observed) {
        return observed.samples().entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(sample -> new MetricSample(one.getKey(), sample)))
                .toList();
    }

    /** Every service that something was said of. */
    static Set<String> services(Observations observed) {
        var services = new TreeSet<String>();
        observed.samples().keySet().forEach(series -> series.service().ifPresent(services::add));
        observed.logs().forEach(line -> services.add(line.service()));
        observed.alerts().forEach(alert -> services.add(alert.service()));
        return services;
    }
}
