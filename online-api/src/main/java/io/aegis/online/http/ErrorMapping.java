/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.access.RequestIds;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ErrorHandler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place that decides what an error looks like from outside: whatever was thrown below the router, and whatever the
 * server itself found wrong before it came to the router. Texts of exceptions never leave.
 */
final class ErrorMapping implements ErrorHandler<Throwable>, DirectHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapping.class);
    private static final int FIRST_FAULT_OF_OURS = 500;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RequestIds ids;

    /** Gives ids of {@code ids} to requests that never came to the router. */
    ErrorMapping(RequestIds ids) {
        this.ids = ids;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Throwable thrown) {
        String requestId = RequestContext.current()
                .map(RequestContext::requestId)
                .orElseGet(() -> ids.of(request.headers().first(ResponseSender.REQUEST_ID)));
        Response answer = ProblemRenderer.answer(problem(thrown), request.path().rawPath(), requestId);
        ResponseSender.send(request, response, answer, requestId);
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType event, Status status, ServerResponseHeaders headers, String message) {
        // Set when the request did come to the router before the server found something wrong with it.
        String requestId = Optional.ofNullable(MDC.get(RequestIds.LOG_KEY))
                .orElseGet(() -> ids.of(request.headers().first(ResponseSender.REQUEST_ID)));
        LOG.atInfo().addKeyValue("status", status.code()).log("refused before the router");
        Response answer = ProblemRenderer.answer(ofStatus(status.code()), request.path(), requestId);
        ServerResponseHeaders head = ServerResponseHeaders.create();
        ResponseSender.putHeaders(answer, requestId, head::set);
        TransportResponse.Builder response = TransportResponse.builder()
                .status(Status.create(answer.status()))
                .headers(head);
        if (answer.body() instanceof Response.Body.Whole whole) {
            response.entity(whole.bytes());
        }
        return response.keepAlive(event.keepAlive()).build();
    }

    private static ProblemException problem(Throwable thrown) {
        return switch (thrown) {
            case ProblemException problem -> problem;
            case DatabaseUnavailableException e ->
                ProblemException.unavailable(
                        "The database did not confirm in time; repeating the request is safe.", RETRY_AFTER);
            case HttpException e -> ofStatus(e.status().code());
            default -> {
                LOG.error("a request failed", thrown);
                yield ProblemException.internal();
            }
        };
    }

    /** What the server found wrong by itself: the sender's fault, or ours. */
    private static ProblemException ofStatus(int status) {
        if (status == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
            return ProblemException.tooLarge("A part of the body is larger than is read at once.");
        }
        if (status == Status.HTTP_VERSION_NOT_SUPPORTED_505.code()) {
            return ProblemException.malformed("This server speaks HTTP/1.1.");
        }
        // 501 is for transfer codings that nobody knows.
        return status < FIRST_FAULT_OF_OURS || status == Status.NOT_IMPLEMENTED_501.code()
                ? ProblemException.malformed("The request is not well-formed HTTP, or a part of it is too long.")
                : ProblemException.internal();
    }
}
