/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.batch;

import io.aegis.access.SentKeys;
import io.aegis.db.keys.Role;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;

/** {@code /batch/**}: the operator API of the batch application, for holders of an admin's key. */
public final class BatchRoutes implements Routes {

    private static final String TEMPLATE = "/batch/{+path}";

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
        table.on("GET", TEMPLATE, admin, Response.JSON, request -> forward("GET", request))
                .on("HEAD", TEMPLATE, admin, Response.JSON, request -> forward("HEAD", request))
                .post(TEMPLATE, admin, request -> forward("POST", request))
                .patch(TEMPLATE, admin, request -> forward("PATCH", request));
    }

    private Response forward(String method, Request request) throws InterruptedException {
        String path = request.rawPath();
        if (!PLAIN.matcher(path).matches()) {
            throw ProblemException.notFound("There is nothing at this path.");
        }
        boolean brings = method.equals("POST") || method.equals("PATCH");
        byte[] body = brings ? request.bytes(Request.JSON_LIMIT) : new byte[0];
        return client.send(new BatchClient.Passed(
                method,
                path.substring(BatchClient.PREFIX.length()),
                request.rawQuery(),
                request.header(SentKeys.HEADER),
                request.actor(),
                request.header("Content-Type"),
                request.requestId(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }
}
