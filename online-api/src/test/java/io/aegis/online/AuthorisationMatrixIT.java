/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Role;
import io.aegis.testing.Await;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every route that is served, asked without a key, with a wrong one and with one of each role. A route that is not in the table fails
 * the test: whoever adds one says here who may use it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationMatrixIT {

    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);
    private static final Set<Role> SUBMITTERS = EnumSet.of(Role.SUBMIT, Role.AGENT, Role.ADMIN);
    private static final Set<Role> AGENTS = EnumSet.of(Role.AGENT, Role.ADMIN);
    private static final Set<Role> SCORERS = EnumSet.of(Role.SCORING, Role.ADMIN);
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);

    /** Routes by who may use them; {@link #EVERYBODY} needs no key. */
    private static final Map<Set<Role>, String> TABLE =
            Map.of(EVERYBODY, """
            GET /
            GET /assets/{version}/{name}
            GET /docs
            GET /docs/assets/{version}/{name}
            GET /health
            GET /health/live
            GET /health/ready
            GET /metrics
            GET /openapi
            GET /redoc
            DELETE /session
            GET /session
            POST /session
            """, SUBMITTERS, """
            GET /feedback/imports/{id}
            POST /feedback
            POST /feedback/batch_csv
            POST /feedback/imports/preview
            POST /feedback/imports/{id}/mapping
            """, AGENTS, """
            GET /events
            GET /feedback
            GET /feedback/export.csv
            GET /feedback/export.jsonl
            GET /feedback/groups
            GET /feedback/groups/{id}
            GET /feedback/imports
            GET /feedback/imports/{id}/rejects.csv
            DELETE /feedback/views/{id}
            GET /feedback/views
            GET /feedback/{id}
            GET /feedback/{id}/analyses
            GET /feedback/{id}/history
            GET /feedback/{id}/notes
            GET /feedback/{id}/routing
            GET /feedback/{id}/similar
            GET /feedback/{id}/submissions
            POST /feedback/bulk
            POST /feedback/bulk/{id}/undo
            POST /feedback/groups/{id}/merge
            POST /feedback/groups/{id}/split
            PATCH /feedback/{id}/reopen
            PATCH /feedback/{id}/resolve
            PATCH /feedback/{id}/triage
            POST /feedback/views
            POST /feedback/{id}/notes
            DELETE /feedback/{id}/viewers
            PUT /feedback/{id}/viewers
            """, SCORERS, """
            DELETE /api/v1/predictions/{id}/label
            DELETE /api/v1/maintenance/{id}
            GET /api/v1/maintenance
            GET /api/v1/metrics/stats
            GET /api/v1/models
            GET /api/v1/predictions
            GET /api/v1/predictions/{id}
            GET /api/v1/series
            GET /api/v1/series/{id}/samples
            POST /api/v1/alertmanager
            POST /api/v1/detect-anomaly
            POST /api/v1/detect-failure
            POST /api/v1/maintenance
            POST /api/v1/models/{kind}/rollback
            POST /api/v1/predictions/{id}/label
            POST /api/v1/prometheus/write
            POST /loki/api/v1/push
            POST /v1/logs
            POST /v1/metrics
            POST /v1/traces
            """, ADMINS, """
            DELETE /admin/channels/{name}
            GET /admin/channels
            GET /admin/audit
            GET /admin/data-requests
            GET /admin/data-requests/{id}
            GET /admin/data-requests/{id}/export.json
            GET /admin/labels.csv
            GET /admin/problems
            GET /admin/quality
            GET /admin/reviews
            GET /admin/reviews/csv
            GET /admin/reviews/{id}
            DELETE /admin/sample-data
            GET /admin/routing
            GET /admin/sample-data
            GET /admin/stats
            GET /admin/text-retention
            GET /admin/topics
            GET /admin/trends
            GET /admin/trends/{by}
            GET /admin/trends/{by}/csv
            GET /batch/{+path}
            PATCH /batch/{+path}
            POST /admin/data-requests
            POST /admin/channels/preview
            POST /admin/channels/{name}/replay
            POST /admin/channels/{name}/test
            POST /admin/reconcile
            POST /admin/sample-data
            POST /admin/reviews/{id}
            POST /admin/routing/preview
            POST /admin/text-retention/preview
            POST /admin/topics/preview
            POST /batch/{+path}
            PUT /admin/channels/{name}
            PUT /admin/routing
            PUT /admin/text-retention
            PUT /admin/topics
            """);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Role, String> keys = new EnumMap<>(Role.class);
    private final PrivateIntake product = new PrivateIntake();

    @BeforeAll
    void start() throws Exception {
        for (Role role : Role.values()) {
            keys.put(role, product.key(role));
        }
        product.start();
        Await.until(
                "keys are known", () -> status("GET /admin/stats", Optional.ofNullable(keys.get(Role.ADMIN))) == 200);
    }

    @AfterAll
    void close() {
        client.close();
        product.close();
    }

    private static Map<String, Set<Role>> table() {
        Map<String, Set<Role>> table = new TreeMap<>();
        TABLE.forEach((roles, routes) -> routes.lines().forEach(route -> table.put(route, roles)));
        return table;
    }

    private int status(String route, Optional<String> key) throws Exception {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replace("{id}", UUID.randomUUID().toString()).replaceAll("\\{[^}]*}", "none");
        HttpRequest request = product.request(path, key)
                .header("X-Aegis-Request", "1")
                .method(parts[0], HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        // Events go on for minutes; their status is there at once.
        answer.body().close();
        return answer.statusCode();
    }

    @Test
    void every_route_is_in_the_table_and_every_one_in_the_table_is_served() {
        assertThat(new TreeSet<>(product.application().served())).isEqualTo(new TreeSet<>(table().keySet()));
    }

    @Test
    void each_key_opens_what_the_table_says_and_nothing_else() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, Set<Role>> each : table().entrySet()) {
            String route = each.getKey();
            boolean open = each.getValue().equals(EVERYBODY);
            check(wrong, route + " without a key", status(route, Optional.empty()), open, 401);
            check(wrong, route + " with a wrong key", status(route, Optional.of("wrong")), open, 401);
            for (Role role : Role.values()) {
                int status = status(route, Optional.ofNullable(keys.get(role)));
                check(wrong, route + " as " + role, status, each.getValue().contains(role), 403);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Map<String, String> wrong, String what, int status, boolean allowed, int problem) {
        boolean letIn = status != 401 && status != 403;
        if (allowed != letIn || (!allowed && status != problem)) {
            wrong.put(what, Integer.toString(status));
        }
    }
}
