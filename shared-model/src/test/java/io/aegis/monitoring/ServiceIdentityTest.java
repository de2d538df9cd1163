/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the series and alerts of kube-prometheus, of plain Prometheus and of people's own clients get. */
class ServiceIdentityTest {

    private static Map<String, String> labels(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(label -> label.strip().split("=", 2))
                .collect(Collectors.toMap(label -> label[0], label -> label[1]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # kubelet and cAdvisor
        job=kubelet, service=kubelet, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p, container=cart, instance=10.0.0.1:10250 | shop/cart
        job=kubelet, namespace=shop, pod=mysql-0, container=mysql                                    | shop/mysql-0
        job=kubelet, namespace=kube-system, pod=kube-proxy-x7k2p                                     | kube-system/kube-proxy
        job=kubelet, pod=web-1                                                                       | web-1
        job=kubelet, service=kubelet, pod=web-1                                                      | web-1
        job=kubelet, instance=10.0.0.1:10250, node=node-1                                            | 10.0.0.1:10250
        # kube-state-metrics
        job=kube-state-metrics, namespace=shop, deployment=cart                                      | shop/cart
        job=kube-state-metrics, namespace=shop, statefulset=mysql                                    | shop/mysql
        job=kube-state-metrics, namespace=monitoring, pod=node-exporter-x7k2p, container=node-exporter | monitoring/node-exporter
        job=kube-state-metrics, namespace=monitoring, pod=kube-state-metrics-0, exported_namespace=shop, exported_pod=mysql-0 | shop/mysql-0
        job=kube-state-metrics, namespace=shop, job_name=backup-28300000                             | shop/backup-28300000
        # node-exporter: the machine
        job=node-exporter, service=node-exporter, namespace=monitoring, pod=node-exporter-x7k2p, container=node-exporter, instance=node-1 | node-1
        job=node, instance=n1:9100                                                                   | n1:9100
        # an application that is scraped itself
        job=cart, service=cart, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p, container=cart, endpoint=http, instance=10.1.0.7:8080 | shop/cart
        job=nightly, namespace=shop, pod=nightly-28300000-x7k2p                                      | shop/nightly
        # ingress-nginx
        namespace=ingress-nginx, exported_namespace=shop, service=controller, exported_service=cart, ingress=shop | shop/cart
        # plain Prometheus
        job=api, instance=10.0.0.1:8080                                                              | api
        job=mysqld-exporter, instance=db-1:9104                                                      | db-1:9104
        container=api, instance=docker-1                                                             | api
        job=blackbox, instance=https://shop.example                                                  | https://shop.example
        # clients of one's own
        service=api, pod=api-1                                                                       | api
        pod=api-1                                                                                    | api-1
        pod=api-1, service=                                                                          | api-1
        app=shop, host=h                                                                             | shop
        host=h                                                                                       | h
        service=checkout, deployment=blue                                                            | blue
        service.name=cart, k8s.namespace.name=shop, k8s.deployment.name=cart-v2, k8s.pod.name=cart-v2-1 | shop/cart-v2
        # a namespace, and no pod
        service=cart, namespace=shop                                                                 | shop/cart
        service=cart, namespace=mail                                                                 | mail/cart
        service=shop/cart, namespace=shop                                                            | shop/cart
        job=shop/cart, namespace=shop, instance=10.0.0.1:8080                                        | shop/cart
        job=cart, namespace=shop, instance=10.0.0.1:8080                                             | shop/cart
        instance=n1:9100, namespace=shop                                                             | n1:9100
        service=cart, namespace=                                                                     | cart
        # nothing but the exporter
        job=kubelet                                                                                  | kubelet
        service=node-exporter                                                                        | node-exporter
        """)
    void the_service_is_what_is_told_of(String text, String service) {
        assertThat(ServiceIdentity.of(labels(text))).contains(service);
    }

    @Test
    void nothing_that_names_a_service_names_none() {
        assertThat(ServiceIdentity.of(Map.of("zone", "b"))).isEmpty();
        assertThat(ServiceIdentity.of(Map.of("namespace", "shop"))).isEmpty();
    }

    @Test
    void five_pods_of_the_kubelet_are_five() {
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> Series.of(
                                MetricType.CPU_USAGE,
                                Map.of("job", "kubelet", "namespace", "shop", "pod", "web-" + i, "service", "kubelet")))
                        .map(series -> series.service().orElseThrow()))
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void the_pod_of_an_alert_is_told_with_its_namespace() {
        Map<String, String> crashing = labels(
                "alertname=KubePodCrashLooping, job=kube-state-metrics, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p,"
                        + " container=cart");

        assertThat(ServiceIdentity.of(crashing)).contains("shop/cart");
        assertThat(ServiceIdentity.pod(crashing)).contains("shop/cart-6d4f9c7b8d-x7k2p");
        assertThat(ServiceIdentity.pod(labels("job=node-exporter, pod=node-exporter-x7k2p")))
                .isEmpty();
        assertThat(ServiceIdentity.pod(labels("pod=a"))).contains("a");
    }

    @Test
    void a_name_is_no_longer_than_a_label() {
        String pod = "p".repeat(Series.MAX_VALUE_LENGTH - 2);

        assertThat(ServiceIdentity.of(Map.of("namespace", "n", "pod", pod))).contains("n/" + pod);
        assertThat(ServiceIdentity.of(Map.of("namespace", "nn", "pod", pod))).contains(pod);
    }

    @Property
    void any_pod_gets_a_name(@ForAll String pod) {
        assertThat(ServiceIdentity.of(Map.of("namespace", "n", "pod", pod)).isPresent())
                .isEqualTo(!pod.isEmpty());
    }
}
