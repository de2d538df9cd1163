/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /events}. A stream ends by itself after {@link #LONGEST}: its reader connects again, which asks for its key
 * again.
 */
public final class EventRoutes implements Routes {

    private static final String MEDIA_TYPE = "text/event-stream";

    /** How often it is asked whether its reader may still listen: a revoked key hears nothing after two seconds. */
    private static final Duration CHECK = Duration.ofMillis(500);

    private static final int CHECKS_PER_HEARTBEAT = 30;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final EventHub hub;

    /** @param hub tells what changes */
    public EventRoutes(EventHub hub) {
        this.hub = hub;
    }

    @Override
    public void addTo(RouteTable table) {
        table.on("GET", "/events", Access.of(Role.AGENT), MEDIA_TYPE, this::listen);
    }

    private Response listen(Request request) throws DatabaseUnavailableException {
        String caller = request.caller().map(Caller::id).orElse("");
        Subscription reader = hub.listen(caller, request.header("Last-Event-ID"))
                .orElseThrow(() -> ProblemException.unavailable(
                        "Too many listen, with this key or in all, or the server is shutting down.", RETRY));
        return Response.live(MEDIA_TYPE, out -> write(reader, out, request))
                // Proxies such as nginx would hold events back.
                .with("X-Accel-Buffering", "no");
    }

    private static boolean mayListen(Request request) {
        return request.callerNow().filter(caller -> caller.holds(Role.AGENT)).isPresent();
    }

    private static void write(Subscription reader, OutputStream out, Request request) throws IOException {
        try (reader) {
            int quiet = 0;
            while (request.elapsed().compareTo(LONGEST) < 0 && mayListen(request)) {
                Optional<Event> event = reader.next(CHECK);
                if (event.isPresent() && Subscription.isEnd(event.get())) {
                    return;
                }
                quiet = event.isPresent() ? 0 : quiet + 1;
                if (event.isPresent() || quiet % CHECKS_PER_HEARTBEAT == 0) {
                    out.write(event.orElse(Event.HEARTBEAT).bytes());
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }
}
