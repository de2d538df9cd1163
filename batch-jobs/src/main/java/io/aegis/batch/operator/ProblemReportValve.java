/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.access.RequestIds;
import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server refuses by itself, before any of our filters sees it, in the product's shape instead of as a page: requests that are not
 * well-formed HTTP, heads that are too long.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);
    private static final int FIRST_ERROR = 400;

    /** A transfer coding that nobody knows; another version of HTTP. */
    private static final Set<Integer> NOT_OURS = Set.of(501, 505);

    private final JsonMapper json;

    ProblemReportValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        if (open.get()) {
            write(request, response, problem(response));
        }
    }

    private void write(Request request, Response response, ProblemException problem) {
        String id = OperatorRequestIds.of(request);
        response.setStatus(problem.type().status());
        problem.headers().forEach(response::setHeader);
        response.setHeader(RequestIds.HEADER, id);
        response.setContentType(ProblemException.MEDIA_TYPE);
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        try {
            response.getOutputStream().write(json.writeValueAsBytes(problem.members(path, id)));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // Whoever asked has gone, or there is an answer already.
            LOG.atDebug().setCause(e).log("a refusal was not sent");
        }
    }

    private static ProblemException problem(Response response) {
        int status = response.getStatus();
        if (NOT_OURS.contains(status) || ProblemType.ofStatus(status) == ProblemType.MALFORMED) {
            return ProblemException.malformed("The request is not well-formed HTTP, or a part of it is too long.");
        }
        HttpHeaders headers = new HttpHeaders();
        Optional.ofNullable(response.getHeader(HttpHeaders.ALLOW))
                .ifPresent(allowed -> headers.setAllow(methods(allowed)));
        return ProblemAdvice.ofFramework(status, headers);
    }

    private static Set<HttpMethod> methods(String allowed) {
        return Stream.of(allowed.split(","))
                .map(String::strip)
                .map(HttpMethod::valueOf)
                .collect(Collectors.toSet());
    }
}
