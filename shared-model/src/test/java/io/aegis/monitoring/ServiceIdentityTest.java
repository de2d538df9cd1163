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
        job=kubelet, instance=10.0.0.1:10250, node=node-1                                            | node-1
        job=kubelet, instance=10.0.0.1:10250                                                         | 10.0.0.1:10250
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
        # kube-prometheus-stack: a release's name in front of everything
        job=node-exporter, namespace=monitoring, pod=kps-prometheus-node-exporter-x8d2k, service=kps-prometheus-node-exporter, container=node-exporter, node=worker-3, instance=10.0.0.7:9100 | worker-3
        job=node-exporter, namespace=monitoring, pod=kps-prometheus-node-exporter-x8d2k, service=kps-prometheus-node-exporter, container=node-exporter, instance=10.0.0.7:9100 | 10.0.0.7:9100
        job=monitoring/machines, namespace=monitoring, pod=kps-prometheus-node-exporter-x8d2k, container=node-exporter, node=worker-3 | worker-3
        job=integrations/node_exporter, namespace=monitoring, pod=kps-prometheus-node-exporter-x8d2k, instance=worker-3 | worker-3
        job=kubernetes-service-endpoints, service=prom-prometheus-node-exporter, namespace=monitoring, node=worker-3, instance=10.0.0.7:9100 | worker-3
        job=kubernetes-pods, app=cart, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p                     | shop/cart
        job=kubelet, service=kps-kube-prometheus-stack-kubelet, namespace=shop, persistentvolumeclaim=data-db-0, instance=10.0.0.1:10250, node=n1 | shop/data-db-0
        job=kubelet, service=kps-kube-prometheus-stack-kubelet, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p, container=cart, node=n1 | shop/cart
        job=kubelet, service=kps-kube-prometheus-stack-kubelet, namespace=monitoring, pod=kps-prometheus-node-exporter-x8d2k, container=node-exporter, node=n1 | monitoring/kps-prometheus-node-exporter
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=monitoring, container=kube-state-metrics, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, instance=10.0.0.1:8080, node=worker-3 | worker-3
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=shop, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, horizontalpodautoscaler=cart | shop/cart
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=shop, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, horizontalpodautoscaler=keda-hpa-cart | shop/cart
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=shop, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, horizontalpodautoscaler=cart-hpa | shop/cart
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=shop, container=kube-state-metrics, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, statefulset=db | shop/db
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=shop, container=kube-state-metrics, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, poddisruptionbudget=db | shop/db
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=monitoring, container=kube-state-metrics, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, exported_namespace=shop, exported_pod=cart-6d4f9c7b8d-x7k2p, exported_container=cart | shop/cart
        job=kube-state-metrics, service=kps-kube-state-metrics, namespace=monitoring, container=kube-state-metrics, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p, instance=10.0.0.1:8080 | monitoring/kps-kube-state-metrics
        job=blackbox, service=kps-prometheus-blackbox-exporter, namespace=monitoring, pod=kps-prometheus-blackbox-exporter-7f9c8b6d5-x7k2p, instance=https://shop.example | https://shop.example
        job=postgres-exporter, namespace=db, pod=postgres-exporter-6d4f9c7b8d-x7k2p, service=postgres-exporter, instance=10.1.1.1:9187, server=pg-main:5432 | pg-main:5432
        job=cart, service=cart-exporter, namespace=shop, pod=cart-6d4f9c7b8d-x7k2p                   | shop/cart
        job=calico-node, namespace=kube-system, pod=calico-node-x7k2p, node=n1                       | kube-system/calico-node
        # gateways
        job=ingress-nginx-controller-metrics, namespace=ingress-nginx, pod=ingress-nginx-controller-6d4f9c7b8d-x7k2p, container=controller, service=ingress-nginx-controller-metrics, exported_namespace=shop, exported_service=cart, ingress=front | shop/cart
        job=ingress-nginx-controller-metrics, namespace=ingress-nginx, pod=ingress-nginx-controller-6d4f9c7b8d-x7k2p, container=controller, exported_namespace=shop, ingress=front | shop/front
        job=edge-ingress-nginx-controller-metrics, namespace=ingress-nginx, pod=edge-ingress-nginx-controller-6d4f9c7b8d-x7k2p, container=controller, instance=10.0.0.1:10254, node=n1 | ingress-nginx/edge-ingress-nginx-controller
        job=pushgateway, namespace=monitoring, pod=pushgateway-6d4f9c7b8d-x7k2p, exported_job=nightly | monitoring/nightly
        job=pushgateway, instance=10.0.0.1:9091                                                      | pushgateway
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
        job=node-exporter, namespace=monitoring, service=kps-prometheus-node-exporter                | kps-prometheus-node-exporter
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
    void the_pod_of_an_exporter_is_told_only_where_it_is_the_service() {
        String metrics = "job=kube-state-metrics, namespace=monitoring, pod=kps-kube-state-metrics-7f9c8b6d5-x7k2p";

        assertThat(ServiceIdentity.pod(labels(metrics))).contains("monitoring/kps-kube-state-metrics-7f9c8b6d5-x7k2p");
        assertThat(ServiceIdentity.pod(labels(metrics + ", node=worker-3"))).isEmpty();
    }

    @Test
    void names_too_long_for_a_label_take_no_time() {
        assertThat(ServiceIdentity.of(Map.of("job", "-".repeat(1_000_000)))).isPresent();
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
