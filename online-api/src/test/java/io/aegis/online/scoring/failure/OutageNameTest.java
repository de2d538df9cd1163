/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of stock rules. */
class OutageNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KubePodCrashLooping",
                "pod_crashloopbackoff",
                "KubePodNotReady",
                "KubeNodeNotReady",
                "node_not_ready",
                "TargetDown",
                "KubeletDown",
                "instance down",
                "HTTPDown",
                "KubeNodeUnreachable",
                "disk-offline"
            })
    void says_that_something_does_not_run(String rule) {
        assertThat(OutageName.is(rule)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HighErrorRate",
                "CPUThrottlingHigh",
                "KubeHpaMaxedOut",
                "HpaScaleDown",
                "ClusterScalingDown",
                "RequestsSlowDown",
                "Slowdown",
                "ReadyReplicas",
                "DownsamplingLags",
                "KubeJobFailed"
            })
    void says_nothing_of_the_kind(String rule) {
        assertThat(OutageName.is(rule)).isFalse();
    }
}
