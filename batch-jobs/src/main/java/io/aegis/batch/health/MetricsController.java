/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything measured, in the text form of Prometheus. Open to everybody. */
@RestController
class MetricsController {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsController(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/metrics")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok().header("Content-Type", TEXT).body(registry.scrape());
    }
}
