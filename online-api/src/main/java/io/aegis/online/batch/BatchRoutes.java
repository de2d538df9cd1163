package io.aegis.online.batch;

import io.aegis.db.keys.Role;
import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Access;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;

/** {@code /batch/**}: the operator API of the batch application, for holders of an admin's key. */
public final class BatchRoutes implements Routes {

    private static final String TEMPLATE = "/batch/{+path}";
    private static final String PREFIX = "/batch";

    /** Names and numbers between slashes: nothing that another reader of the address could take for a detour. */
    private static final Pattern PLAIN = Pattern.compile("/batch(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private final BatchClient client;

    /** @param client reaches the batch application */
    public BatchRoutes(BatchClient client) {
        this.client = client;
    }

    @Override
    public void addTo(RouteTable table) {
        Access admin = Access.of(Role.ADMIN);
        table.on("GET", TEMPLATE, admin, Answer.JSON, exchange -> forward("GET", exchange))
                .on("HEAD", TEMPLATE, admin, Answer.JSON, exchange -> forward("HEAD", exchange))
                .post(TEMPLATE, admin, exchange -> forward("POST", exchange))
                .patch(TEMPLATE, admin, exchange -> forward("PATCH", exchange));
    }

    private Answer forward(String method, Exchange exchange) throws InterruptedException {
        String path = exchange.rawPath();
        if (!PLAIN.matcher(path).matches()) {
            throw Refusal.notFound("There is nothing at this path.");
        }
        boolean brings = method.equals("POST") || method.equals("PATCH");
        byte[] body = brings ? exchange.bytes(Exchange.JSON_LIMIT) : new byte[0];
        return client.send(new BatchClient.Passed(
                method,
                path.substring(PREFIX.length()),
                exchange.rawQuery(),
                exchange.header("X-API-Key"),
                exchange.header("Content-Type"),
                exchange.requestId(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }
}
