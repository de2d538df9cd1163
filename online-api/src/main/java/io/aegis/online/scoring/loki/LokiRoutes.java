/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import io.aegis.db.keys.Role;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBodyReader;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.BodyCoding;
import io.aegis.online.scoring.wire.PackedBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.time.InstantSource;

/**
 * {@code POST /loki/api/v1/push}: answered as Loki does, with 204. Lines beyond those that are read of one request are counted and
 * passed over, as a sender that is refused would send them again.
 *
 * @param intake takes the lines
 * @param largeBodies bounds how many large requests are worked on at once
 * @param clock says what time it is
 */
public record LokiRoutes(LogIntake intake, LargeBodies largeBodies, InstantSource clock) implements Routes {

    private static final String WANTED =
            "Content-Type: application/x-protobuf, in Snappy, or application/json, plain or in gzip";

    @Override
    public void addTo(RouteTable table) {
        table.postAsSent("/loki/api/v1/push", Access.of(Role.SCORING), largeBodies.guard(this::push));
    }

    private Response push(Request request) {
        BodyCoding coding = BodyCoding.of(request).orElseThrow(() -> ProblemException.unsupportedMediaType(WANTED));
        try {
            PushRequest.Pushed pushed = read(request, coding);
            intake.take(LogIntake.Protocol.LOKI, pushed.lines(), pushed.rejected());
            return Response.empty(204);
        } catch (IOException e) {
            throw ProblemException.malformed("The body is not a push to Loki" + JsonBodyReader.position(e) + ".");
        }
    }

    private PushRequest.Pushed read(Request request, BodyCoding coding) throws IOException {
        if (coding.isProtobuf()) {
            // Snappy belongs to this form, also where no header tells of it.
            byte[] packed = coding.packing() == BodyCoding.Packing.GZIP
                    ? coding.message(request)
                    : request.bytes(BodyCoding.MAX_PACKED);
            return BodyCoding.inTurn(
                    request,
                    packed.length,
                    () -> PushRequest.protobuf(
                            PackedBody.unsnap(
                                    packed,
                                    BodyCoding.MAX_MESSAGE,
                                    bytes -> request.weigh(BodyCoding.WEIGHT_PER_BYTE * bytes)),
                            clock.instant()));
        }
        byte[] message = coding.message(request);
        return BodyCoding.inTurn(request, message.length, () -> PushRequest.json(message, clock.instant()));
    }
}
