/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.failure.FiringAlert;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of kube-prometheus are about what they tell of, not about who told Prometheus. */
class ReceivedAlertServiceTest {

    private static FiringAlert evidence(Map<String, String> labels) {
        return new ReceivedAlert("f", true, labels, "2026-11-28T10:00:00Z").evidence();
    }

    @Test
    void a_crashing_pod_is_its_workload_and_is_named() {
        FiringAlert alert = evidence(Map.of(
                "alertname", "KubePodCrashLooping",
                "container", "cart",
                "job", "kube-state-metrics",
                "namespace", "shop",
                "pod", "cart-6d4f9c7b8d-x7k2p",
                "reason", "CrashLoopBackOff",
                "service", "kube-state-metrics",
                "severity", "warning"));

        assertThat(alert.service()).isEqualTo("shop/cart");
        assertThat(alert.name()).isEqualTo("KubePodCrashLooping of shop/cart-6d4f9c7b8d-x7k2p");
        assertThat(alert.type()).contains(FailureType.CRASH_LOOP);
        assertThat(alert.grave()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "KubePodCrashLooping, warning, true",
        "KubePodCrashLooping, warn, true",
        "KubePodCrashLooping, info, false",
        "KubePodCrashLooping, page, true",
        "CPUThrottlingHigh, warning, false",
        "CPUThrottlingHigh, critical, true",
    })
    void a_warning_is_grave_where_something_does_not_run(String rule, String severity, boolean grave) {
        assertThat(evidence(Map.of("alertname", rule, "severity", severity, "pod", "cart-0"))
                        .grave())
                .isEqualTo(grave);
    }

    @Test
    void an_exporter_of_a_release_is_neither_the_service_nor_the_pod() {
        FiringAlert alert = evidence(Map.of(
                "alertname", "KubeHpaMaxedOut",
                "horizontalpodautoscaler", "cart",
                "job", "kube-state-metrics",
                "namespace", "shop",
                "pod", "kps-kube-state-metrics-7f9c8b6d5-x7k2p",
                "service", "kps-kube-state-metrics"));

        assertThat(alert.service()).isEqualTo("shop/cart");
        assertThat(alert.name()).isEqualTo("KubeHpaMaxedOut");
    }

    @Test
    void a_pod_with_a_state_of_its_own_is_the_service_itself() {
        FiringAlert alert = evidence(Map.of(
                "alertname", "KubePodNotReady", "job", "kube-state-metrics", "namespace", "shop", "pod", "mysql-0"));

        assertThat(alert.service()).isEqualTo("shop/mysql-0");
        assertThat(alert.name()).isEqualTo("KubePodNotReady");
    }

    @Test
    void a_node_is_its_own_name_and_an_exporter_is_nobodys() {
        FiringAlert alert = evidence(Map.of(
                "alertname", "NodeFilesystemSpaceFillingUp",
                "container", "node-exporter",
                "instance", "node-1",
                "job", "node-exporter",
                "namespace", "monitoring",
                "pod", "node-exporter-x7k2p",
                "service", "node-exporter"));

        assertThat(alert.service()).isEqualTo("node-1");
        assertThat(alert.name()).isEqualTo("NodeFilesystemSpaceFillingUp");
        assertThat(alert.type()).contains(FailureType.DISK_SATURATION);
    }
}
