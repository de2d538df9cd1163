package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Role;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.online.problem.Refusal;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.security.Access;
import io.aegis.online.security.Caller;
import io.aegis.online.security.StoredKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A running API with one route for every way in which a request can go, for the tests of the door. */
final class DoorRoutes {

    private DoorRoutes() {}

    static RunningApi open() {
        List<StoredKey> keys = List.of(
                StoredKey.ofKey("agent-key", new Caller("a", Set.of(Role.AGENT))),
                StoredKey.ofKey("submit-key", new Caller("s", Set.of(Role.SUBMIT))));
        return new RunningApi(Map.of(), () -> keys, () -> true, List.of(DoorRoutes::routes));
    }

    static void routes(RouteTable table) {
        table.get("/things/{id}", Access.open(), exchange -> text(exchange.pathParameter("id")))
                .get(
                        "/secret",
                        Access.of(Role.AGENT),
                        exchange -> text(exchange.caller().orElseThrow().id()))
                .post("/intake", Access.intake(Role.SUBMIT), exchange -> text("taken"))
                .post("/things", Access.open(), DoorRoutes::echo)
                .patch(
                        "/things/{id}",
                        Access.open(),
                        exchange -> text(exchange.optionalJson().text("note", 9).orElse("none")))
                .on(
                        "PUT",
                        "/things/{id}",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.text(
                                200, "text/csv", Long.toString(exchange.stream().readAllBytes().length)))
                .get("/defect", Access.open(), exchange -> {
                    throw new IllegalStateException("SELECT secret FROM table");
                })
                .get("/away", Access.open(), exchange -> {
                    throw new LedgerUnavailableException("commit of secret not confirmed");
                })
                .get("/conflict", Access.open(), exchange -> {
                    throw Refusal.conflict("Decided already.");
                })
                .get(
                        "/stream",
                        Access.open(),
                        "text/csv",
                        exchange ->
                                Answer.streamed("text/csv", out -> out.write("a,b\n".getBytes(StandardCharsets.UTF_8))))
                .get(
                        "/stillborn",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.streamed("text/csv", out -> {
                            throw new IOException("the source failed");
                        }))
                .get(
                        "/torn",
                        Access.open(),
                        "text/csv",
                        exchange -> Answer.streamed("text/csv", out -> {
                            out.write(new byte[100_000]);
                            out.write(new byte[100_000]);
                            throw new IOException("the source failed");
                        }));
    }

    private static Answer text(String text) {
        return Answer.ok(json -> json.writeString(text));
    }

    private static Answer echo(Exchange exchange) {
        JsonBody body = exchange.json();
        body.require("name");
        String name = body.text("name", 10).orElse("");
        body.refuseIfWrong();
        return text(name).with("Cache-Control", "max-age=60");
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
