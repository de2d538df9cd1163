/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.access.AllowedOrigins;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.PathForm;
import io.aegis.access.QueryEncoding;
import io.aegis.access.RequestIds;
import io.aegis.access.RequestLimits;
import io.aegis.access.SentKeys;
import io.aegis.access.WrongKeyLimit;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import io.aegis.deadline.Ticker;
import io.aegis.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** The request filter of the operator API: every request gets its id, needs an admin's key unless the path is open, and has a bounded body. */
final class OperatorRequestFilter extends OncePerRequestFilter {

    private final KeyRing keys;
    private final WrongKeyLimit wrongKeys;
    private final CrossSiteFilter crossSite;
    private final JsonMapper json;
    private final Ticker ticker;

    OperatorRequestFilter(
            KeyRing keys, WrongKeyLimit wrongKeys, CrossSiteFilter crossSite, JsonMapper json, Ticker ticker) {
        this.keys = keys;
        this.wrongKeys = wrongKeys;
        this.crossSite = crossSite;
        this.json = json;
        this.ticker = ticker;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = OperatorRequestIds.of(request);
        response.setHeader(RequestIds.HEADER, id);
        MDC.put(RequestIds.LOG_KEY, id);
        try {
            Optional<ProblemException> refused = refused(request);
            if (refused.isPresent()) {
                refuse(request, response, refused.get());
            } else {
                chain.doFilter(new BoundedBody(request, RequestLimits.JSON_BYTES, ticker), response);
            }
        } finally {
            MDC.remove(RequestIds.LOG_KEY);
        }
    }

    private Optional<ProblemException> refused(HttpServletRequest request) {
        List<String> host = all(request, HttpHeaders.HOST);
        SentKeys sent = SentKeys.of(all(request, SentKeys.HEADER), all(request, HttpHeaders.AUTHORIZATION));
        Optional<Caller> caller = sent.one().flatMap(keys::identify);
        caller.ifPresent(known -> OperatorAudit.identify(
                request, known, known.id().equals(keys.bootstrap().id())));
        AllowedOrigins.Page page = new AllowedOrigins.Page(
                all(request, HttpHeaders.ORIGIN), all(request, "Sec-Fetch-Site"), String.join("", host));
        boolean safe = CrossSiteFilter.isSafe(request.getMethod());
        return guessed(request, sent, caller)
                .or(() -> crossSite.misdirected(host))
                .or(() -> crossSite.forged(safe, sent, caller.isPresent(), page))
                .or(() -> unauthorised(request, caller))
                .or(() -> PathForm.refused(request.getRequestURI()))
                .or(() -> QueryEncoding.refused(Objects.requireNonNullElse(request.getQueryString(), "")))
                .or(() -> tooLarge(request));
    }

    /** Before anything that depends on whether the key is right. Of a probe that only reads nothing does. */
    private Optional<ProblemException> guessed(HttpServletRequest request, SentKeys sent, Optional<Caller> caller) {
        boolean probe = RequestLimits.PROBES.contains(request.getRequestURI());
        if (!sent.anyToGuess() || (probe && CrossSiteFilter.isSafe(request.getMethod()))) {
            return Optional.empty();
        }
        return wrongKeys.judge(InetAddress.ofLiteral(request.getRemoteAddr()), caller.map(Caller::id), 1);
    }

    private static Optional<ProblemException> unauthorised(HttpServletRequest request, Optional<Caller> caller) {
        if (RequestLimits.PROBES.contains(request.getRequestURI())) {
            return Optional.empty();
        }
        try {
            Role.ADMIN.require(caller);
            return Optional.empty();
        } catch (ProblemException refused) {
            return Optional.of(refused);
        }
    }

    private static Optional<ProblemException> tooLarge(HttpServletRequest request) {
        return request.getContentLengthLong() > RequestLimits.JSON_BYTES
                ? Optional.of(ProblemException.tooLarge(RequestLimits.JSON_BYTES))
                : Optional.empty();
    }

    private static List<String> all(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        response.setStatus(problem.type().status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(ProblemException.MEDIA_TYPE);
        byte[] body = json.writeValueAsBytes(problem.members(request.getRequestURI(), OperatorRequestIds.of(request)));
        response.getOutputStream().write(body);
    }
}
