/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rules, dashboard and autoscaler ask for metrics and labels that are there. */
@ResourceLock("SharedAegis")
@ExtendWith(SharedAegis.class)
class MetricNamesIT {

    private static final String ADAPTED = "aegis_post_feedback_p95_seconds";

    private static List<Query> rules() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (JsonNode group :
                YamlFile.document("ops/monitoring/aegis.rules.yml").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String where = rule.path("alert").asText(rule.path("record").asText());
                // Together: what is shown to people are labels of the query.
                queries.add(new Query(
                        where,
                        rule.path("expr").asText() + "\n"
                                + rule.path("annotations").path("summary").asText() + "\n"
                                + rule.path("annotations").path("action").asText()));
            }
        }
        return queries;
    }

    private static List<Query> dashboard() throws IOException {
        List<Query> queries = new ArrayList<>();
        JsonNode dashboard =
                Api.JSON.readTree(Files.readString(Installation.checkout("ops/monitoring/grafana/aegis.json")));
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText(),
                        target.path("expr").asText() + "\n"
                                + target.path("legendFormat").asText()));
            }
        }
        return queries;
    }

    private static List<Query> autoscaler() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (JsonNode rule :
                YamlFile.document("ops/kubernetes/prometheus-adapter.yaml").path("rules")) {
            queries.add(new Query("seriesQuery", rule.path("seriesQuery").asText()));
            queries.add(new Query(
                    "metricsQuery",
                    rule.path("metricsQuery").asText().replace("<<.Series>>", "aegis_http_requests_seconds_bucket")));
        }
        return queries;
    }

    @Test
    void everything_that_is_asked_for_is_measured(Aegis aegis) throws Exception {
        Scraped scraped = Scraped.of(List.of(aegis.metrics("online-api"), aegis.metrics("batch-jobs")));
        List<Query> queries = new ArrayList<>(rules());
        queries.addAll(dashboard());
        queries.addAll(autoscaler());

        assertThat(queries).filteredOn(Query::names).hasSizeGreaterThan(30);
        assertThat(queries).flatExtracting(query -> query.missing(scraped)).isEmpty();
        assertThat(queries)
                .flatExtracting(Query::recorded)
                .isNotEmpty()
                .isSubsetOf(queries.stream().map(Query::where).toList());
    }

    @Test
    void the_autoscaler_asks_for_what_the_adapter_gives() throws Exception {
        assertThat(YamlFile.document("ops/kubernetes/prometheus-adapter.yaml")
                        .at("/rules/0/name/as")
                        .asText())
                .isEqualTo(ADAPTED);
        assertThat(Files.readString(Installation.checkout("ops/kubernetes/online-api.yaml")))
                .contains("metric: {name: " + ADAPTED + "}");
    }

    @Test
    void a_name_that_nobody_measures_is_found() {
        Scraped scraped = Scraped.of(List.of("aegis_a_total{kind=\"x\"} 1.0\n# HELP aegis_b nothing\n"));

        assertThat(new Query("q", "sum by (kind, size) (aegis_a_total{kind=\"y\", of=~\".*\"}) / aegis_b")
                        .missing(scraped))
                .containsExactly(
                        "q: no aegis_a_total with kind=\"y\"",
                        "q: no label of on aegis_a_total",
                        "q: no metric aegis_b",
                        "q: no label size");
        assertThat(new Query("q", "sum by (job) (aegis_a_total{kind=\"x\"}) {{kind}}").missing(scraped))
                .isEmpty();
    }
}
