package io.aegis.batch.operator;

import io.aegis.access.AllowedHosts;
import io.aegis.access.AllowedOrigins;
import io.aegis.access.SentKeys;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import io.aegis.settings.Listen;
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
import java.util.Set;
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

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final KeyRing keys;
    private final AllowedHosts hosts;
    private final AllowedOrigins origins;
    private final JsonMapper json;

    OperatorRequestFilter(KeyRing keys, AllowedHosts hosts, AllowedOrigins origins, JsonMapper json) {
        this.keys = keys;
        this.hosts = hosts;
        this.origins = origins;
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
        if (!hosts.accept(all(request, "Host"))) {
            return Optional.of(HttpStatus.MISDIRECTED_REQUEST);
        }
        SentKeys sent = SentKeys.of(all(request, KEY), all(request, "Authorization"));
        Optional<Caller> caller = sent.one().flatMap(keys::identify);
        if (isForeign(request, sent, caller)) {
            return Optional.of(HttpStatus.FORBIDDEN);
        }
        if (!isOpen(request.getRequestURI())) {
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

    /** Whether a page of another site wants to change something, without a key that it cannot know. */
    private boolean isForeign(HttpServletRequest request, SentKeys sent, Optional<Caller> caller) {
        boolean ownKey = caller.isPresent()
                && sent.one().filter(key -> !key.equals(Listen.DEFAULT_API_KEY)).isPresent();
        AllowedOrigins.Page page = new AllowedOrigins.Page(
                all(request, "Origin"), all(request, "Sec-Fetch-Site"), String.join("", all(request, "Host")));
        return !SAFE.contains(request.getMethod()) && !ownKey && !origins.trust(page);
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
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
                    case MISDIRECTED_REQUEST ->
                        "Nothing is served under this name, unless " + AllowedHosts.SETTING + " lists it.";
                    case UNAUTHORIZED -> "Send one valid key, in X-API-Key or Authorization.";
                    case FORBIDDEN ->
                        "The key needs the role admin, and a page of another site may change nothing here without a key of"
                                + " its own, unless " + AllowedOrigins.SETTING + " lists the site.";
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
