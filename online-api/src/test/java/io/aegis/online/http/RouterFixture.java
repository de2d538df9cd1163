/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.access.AllowedHosts;
import io.aegis.access.AllowedOrigins;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.WrongKeyLimit;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Ticker;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.runtime.SessionsInMemory;
import io.aegis.online.security.Access;
import io.aegis.online.security.Authenticator;
import io.aegis.online.security.Authorizer;
import io.aegis.online.security.ProxyUsers;
import io.aegis.online.security.RateLimit;
import io.aegis.online.security.SessionTokens;
import io.aegis.online.security.Sessions;
import io.aegis.online.security.TrustedProxies;
import io.aegis.problem.ProblemException;
import io.aegis.settings.Secret;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A running API with one route for every way in which a request can go, for the tests of the router. */
final class RouterFixture {

    private RouterFixture() {}

    static RunningApi open() {
        List<StoredKey> keys = List.of(
                StoredKey.ofKey("agent-key", new Caller("a", Set.of(Role.AGENT))),
                StoredKey.ofKey("submit-key", new Caller("s", Set.of(Role.SUBMIT))));
        return new RunningApi(Map.of(), () -> keys, () -> true, List.of(RouterFixture::routes));
    }

    static void routes(RouteTable table) {
        table.get("/things/{id}", Access.open(), request -> text(request.pathParameter("id")))
                .get(
                        "/secret",
                        Access.of(Role.AGENT),
                        request -> text(request.caller().orElseThrow().id()))
                .post("/intake", Access.intake(Role.SUBMIT), request -> text("taken"))
                .post("/things", Access.open(), RouterFixture::echo)
                .patch(
                        "/things/{id}",
                        Access.open(),
                        request -> text(request.optionalJson().text("note", 9).orElse("none")))
                .on(
                        "PUT",
                        "/things/{id}",
                        Access.open(),
                        "text/csv",
                        request -> Response.text(
                                200, "text/csv", Long.toString(request.stream().readAllBytes().length)))
                .get(
                        "/table",
                        Access.open(),
                        "text/csv; charset=utf-8",
                        request -> Response.text(200, "text/csv; charset=utf-8", "a,b\n"))
                .get("/defect", Access.open(), request -> {
                    throw new IllegalStateException("SELECT secret FROM table");
                })
                .get("/away", Access.open(), request -> {
                    throw new DatabaseUnavailableException("commit of secret not confirmed");
                })
                .get("/conflict", Access.open(), request -> {
                    throw ProblemException.conflict("Decided already.");
                })
                .get(
                        "/stream",
                        Access.open(),
                        "text/csv",
                        request -> Response.streamed(
                                "text/csv", out -> out.write("a,b\n".getBytes(StandardCharsets.UTF_8))))
                .get(
                        "/stillborn",
                        Access.open(),
                        "text/csv",
                        request -> Response.streamed("text/csv", out -> {
                            throw new IOException("the source failed");
                        }))
                .get(
                        "/torn",
                        Access.open(),
                        "text/csv",
                        request -> Response.streamed("text/csv", out -> {
                            out.write(new byte[100_000]);
                            out.write(new byte[100_000]);
                            throw new IOException("the source failed");
                        }));
    }

    private static Response text(String text) {
        return Response.ok(json -> json.writeString(text));
    }

    private static Response echo(Request request) {
        JsonBody body = request.json();
        body.require("name");
        String name = body.text("name", 10).orElse("");
        body.refuseIfWrong();
        return text(name).with("Cache-Control", "max-age=60");
    }

    /** Lets everybody in. */
    static Authenticator anybody() {
        KeyRing keys = new KeyRing(StoredKey.ofKey("k", new Caller("k", Set.of())), List::of);
        return new Authenticator(
                keys,
                new Sessions(
                        new SessionsInMemory(),
                        keys,
                        new SessionTokens(Secret.of("s"), new SecureRandom()),
                        Clock.systemUTC(),
                        Ticker.system()),
                new Authorizer(true),
                new RateLimit(Optional.empty(), Ticker.system()),
                new WrongKeyLimit(Ticker.system()),
                TrustedProxies.of(List.of()),
                new ProxyUsers(TrustedProxies.of(List.of()), Map.of()),
                new CrossSiteFilter(new AllowedHosts(true, Set.of()), new AllowedOrigins(Set.of())));
    }

    static void assertProblem(HttpResponse<String> response, int status, String slug) {
        String requestId = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .startsWith("{\"type\":\"urn:aegis:problem:" + slug + "\",\"title\":\"")
                .contains("\"status\":" + status + ",\"detail\":\"")
                .contains("\"request_id\":\"" + requestId + "\"");
    }
}
