/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import io.aegis.db.keys.Role;
import io.aegis.db.routing.RoutingLog;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.routing.RoutingRules;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code GET /admin/routing}: the rules. {@code PUT /admin/routing}: replaces them, for who names the version that they saw. {@code
 * POST /admin/routing/preview}: what they would have taken of the last 30 days. {@code GET /feedback/{id}/routing}: what they did with a
 * row, and which of them it has its priority of.
 */
final class RoutingRoutes implements Routes {

    static final String PATH = "/admin/routing";

    /** A hundred rules of full length. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RoutingRuleStore store;
    private final RoutingLog log;
    private final RuledPriority priorities;
    private final RoutingDryRun dryRun;
    private final ChannelNames channels;
    private final RoutingChecks checks;
    private final Ticker ticker;

    /** Knows the channels that there are. */
    @FunctionalInterface
    interface ChannelNames {
        Set<String> all(Deadline deadline) throws DatabaseUnavailableException;
    }

    RoutingRoutes(
            RoutingRuleStore store,
            RoutingLog log,
            RuledPriority priorities,
            RoutingDryRun dryRun,
            ChannelNames channels,
            RoutingChecks checks,
            Ticker ticker) {
        this.store = store;
        this.log = log;
        this.priorities = priorities;
        this.dryRun = dryRun;
        this.channels = channels;
        this.checks = checks;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.get(PATH, admin, _ -> told(store.read(deadline())))
                .on("PUT", PATH, admin, Response.JSON, this::replace)
                .post(PATH + "/preview", admin, this::preview)
                .get("/feedback/{id}/routing", Access.of(Role.AGENT), this::applied);
    }

    private Response replace(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json(MOST_BYTES);
        body.require("version");
        Optional<Long> seen = body.integer("version", 0, Long.MAX_VALUE - 1);
        List<RoutingRule> rules = RoutingReader.rules(body, known());
        body.refuseIfWrong();
        long version = seen.orElseThrow();
        return told(store.replace(version, rules, request.actor(), deadline())
                .orElseThrow(() -> ProblemException.conflict("Somebody else has changed the rules since version "
                        + version
                        + ". Read them again, repeat your change, and send it with the version that you read.")));
    }

    private Response told(RoutingRules rules) throws DatabaseUnavailableException {
        return Response.ok(RoutingJson.rules(rules, checks.warnings(rules.rules(), deadline())));
    }

    private RoutingReader.Known known() throws DatabaseUnavailableException {
        return new RoutingReader.Known(
                channels.all(deadline()),
                checks.vocabulary(),
                store.read(deadline()).rules().stream().map(RoutingRule::when).collect(Collectors.toSet()));
    }

    private Response preview(Request request) throws DatabaseUnavailableException {
        JsonBody body = request.json(MOST_BYTES);
        List<RoutingRule> rules = RoutingReader.rules(body, known());
        body.refuseIfWrong();
        return Response.ok(RoutingJson.found(dryRun.of(rules), checks.warnings(rules, deadline())));
    }

    private Response applied(Request request) throws DatabaseUnavailableException {
        UUID id = request.pathId("id").orElseThrow(RoutingRoutes::notFound);
        RuledPriority.Given priority = priorities.of(id, deadline()).orElseThrow(RoutingRoutes::notFound);
        return Response.ok(RoutingJson.applied(log.of(id, deadline()), priority));
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no feedback with this id.");
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
