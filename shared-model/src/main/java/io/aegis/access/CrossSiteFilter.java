/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns away what other sites have a browser send (cross-site request forgery, DNS rebinding), before anybody asks who sends it:
 * calls by a foreign name, and changes that a page of another site wants without a key that it cannot know.
 *
 * @param hosts names by which the application may be called
 * @param origins sites whose pages may change something
 */
public record CrossSiteFilter(AllowedHosts hosts, AllowedOrigins origins) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether requests of a method only read. */
    public static boolean isSafe(String method) {
        return SAFE.contains(method);
    }

    /**
     * Looks at the name that a request was sent to.
     *
     * @param host values of {@code Host}
     * @return the refusal, 421, when it is none of the application's
     */
    public Optional<ProblemException> misdirected(List<String> host) {
        return hosts.accept(host) ? Optional.empty() : Optional.of(ProblemException.misdirected(AllowedHosts.SETTING));
    }

    /**
     * Looks at the page that a request comes from.
     *
     * @param safe whether the request only reads
     * @param sent its keys
     * @param known whether they tell who sends it
     * @param page that sent it
     * @return the refusal, 403, when it would change something for a page of another site without a key of its own
     */
    public Optional<ProblemException> forged(boolean safe, SentKeys sent, boolean known, AllowedOrigins.Page page) {
        return safe || origins.trust(page) || (known && sent.secret())
                ? Optional.empty()
                : Optional.of(ProblemException.foreignPage(AllowedOrigins.SETTING));
    }
}
