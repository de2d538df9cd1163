package io.aegis.batch.operator;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** The request filter of the operator API: every request gets its id, needs an admin's key unless the path is open, and has a bounded body. */
final class OperatorRequestFilter extends OncePerRequestFilter {

    static final String KEY = "X-API-Key";

    /** Most bytes of a body. */
    static final long BODY_LIMIT = 64L << 10;

    private final KeyRing keys;
    private final JsonMapper json;

    OperatorRequestFilter(KeyRing keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = OperatorRequestIds.of(request);
        response.setHeader(OperatorRequestIds.HEADER, id);
        MDC.put("request_id", id);
        try {
            Optional<HttpStatus> refused = refused(request);
            if (refused.isPresent()) {
                refuse(request, response, refused.get());
            } else {
                chain.doFilter(new BoundedBody(request, BODY_LIMIT), response);
            }
        } finally {
            MDC.remove("request_id");
        }
    }

    private Optional<HttpStatus> refused(HttpServletRequest request) {
        if (!isOpen(request.getRequestURI())) {
            Optional<Caller> caller = caller(request);
            if (caller.isEmpty()) {
                return Optional.of(HttpStatus.UNAUTHORIZED);
            }
            if (!caller.get().holds(Role.ADMIN)) {
                return Optional.of(HttpStatus.FORBIDDEN);
            }
        }
        return request.getContentLengthLong() > BODY_LIMIT
                ? Optional.of(HttpStatus.CONTENT_TOO_LARGE)
                : Optional.empty();
    }

    private static boolean isOpen(String path) {
        return path.equals("/health")
                || path.equals("/health/live")
                || path.equals("/health/ready")
                || path.equals("/metrics");
    }

    /** Two keys are none: which of them counts would depend on who reads them. */
    private Optional<Caller> caller(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(KEY));
        return sent.size() == 1 ? keys.identify(sent.getFirst()) : Optional.empty();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", OperatorProblemException.type(status));
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put(
                "detail",
                switch (status) {
                    case UNAUTHORIZED -> "Send a valid key in the X-API-Key header.";
                    case FORBIDDEN -> "The key needs the role admin.";
                    default -> new BodyTooLargeException(BODY_LIMIT).detail();
                });
        problem.put("instance", request.getRequestURI());
        problem.put("request_id", OperatorRequestIds.of(request));
        response.setStatus(status.value());
        if (status == HttpStatus.UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "ApiKey realm=\"aegis\", header=\"X-API-Key\"");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
