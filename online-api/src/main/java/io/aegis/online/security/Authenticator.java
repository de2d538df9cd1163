/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.access.AllowedOrigins;
import io.aegis.access.CrossSiteFilter;
import io.aegis.access.WrongKeyLimit;
import io.aegis.db.audit.Actor;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Knows who sends a request, whether it is one too many, and whether it may be made. Thread-safe.
 *
 * @param keys that are valid
 * @param sessions of browsers
 * @param guard of routes
 * @param rate of each sender
 * @param wrongKeys that may come from an address
 * @param proxies that may speak for others
 * @param users whom these have signed in
 * @param crossSite turns away what other sites have a browser send
 */
public record Authenticator(
        KeyRing keys,
        Sessions sessions,
        Authorizer guard,
        RateLimit rate,
        WrongKeyLimit wrongKeys,
        TrustedProxies proxies,
        ProxyUsers users,
        CrossSiteFilter crossSite) {

    private static final String UNMARKED = "Send the header " + Credentials.MARK
            + ": 1 with what changes something, when a proxy or a session says who you are; or one valid key, in"
            + " X-API-Key or Authorization.";

    /**
     * Who sends a request: the holder of its key, when there is exactly one and it is valid; without a key, whom a trusted
     * proxy names, else whoever signed in with its cookie. Cookies alone, the proxy's too, change nothing: browsers send them
     * along whichever page asks them to.
     *
     * @param peer whoever opened the connection
     * @param named whom the request says that it is from
     */
    public Optional<Caller> identify(Credentials credentials, InetAddress peer, ProxyUsers.Named named) {
        if (credentials.keys().any()) {
            return credentials.keys().one().flatMap(keys::identify);
        }
        if (!credentials.safe() && !credentials.marked()) {
            return Optional.empty();
        }
        return users.speaksFor(peer, named)
                ? users.named(named)
                : credentials.token().flatMap(sessions::identify);
    }

    /**
     * Whether a request may come in at all, whatever it asks for.
     *
     * @param caller who sent it, when that is known
     * @param credentials what it brought to say so
     * @param peer whoever opened the connection
     * @param host values of Host
     * @param page that sent it
     * @return the refusal: 421 when it was called by a name that is none of its own, 403 when a page of another site wants to
     *     change something without a key that the page cannot know
     */
    public Optional<ProblemException> turnAway(
            Optional<Caller> caller,
            Credentials credentials,
            InetAddress peer,
            List<String> host,
            AllowedOrigins.Page page) {
        Optional<ProblemException> misdirected = proxies.trusts(peer) ? Optional.empty() : crossSite.misdirected(host);
        return misdirected.or(() -> crossSite.forged(credentials.safe(), credentials.keys(), caller.isPresent(), page));
    }

    /** The refusal, 401, when a trusted proxy names nobody by what it says, and nobody else is the sender. */
    public Optional<ProblemException> unreadableName(
            Credentials credentials, InetAddress peer, ProxyUsers.Named named) {
        return !credentials.keys().any() && users.speaksFor(peer, named)
                ? users.mistakeIn(named).map(ProblemException::unauthorised)
                : Optional.empty();
    }

    /**
     * Whether a request came over TLS to the nearest trusted proxy.
     *
     * @param peer whoever opened the connection
     * @param forwardedProto values of X-Forwarded-Proto
     */
    public boolean secure(InetAddress peer, List<String> forwardedProto) {
        return proxies.trusts(peer)
                && !forwardedProto.isEmpty()
                && forwardedProto.getLast().strip().equalsIgnoreCase("https");
    }

    /**
     * Counts a request.
     *
     * @param caller who sent it, when it came with a valid key
     * @param client where it came from
     * @return the refusal, 429, when it is one too many
     */
    public Optional<ProblemException> count(Optional<Caller> caller, InetAddress client) {
        return rate.count(caller, client);
    }

    /**
     * Whether a request may be told what its key is worth.
     *
     * @param caller who sent it, when that is known
     * @param credentials what it brought to say so
     * @param client where it came from
     * @return the refusal, 429, when too many wrong keys came from there
     */
    public Optional<ProblemException> guessed(Optional<Caller> caller, Credentials credentials, InetAddress client) {
        return credentials.keys().anyToGuess() ? wrongKeys.judge(client, caller.map(Caller::id), 1) : Optional.empty();
    }

    /**
     * Lets a caller use a route, or not. Whoever a proxy or a cookie names and who only lacks the header that a page has to send is told so.
     *
     * @param credentials what the request brought to say who sends it
     * @throws ProblemException 401 or 403
     */
    public void admit(Access access, Optional<Caller> caller, Credentials credentials) {
        try {
            guard.admit(access, caller);
        } catch (ProblemException e) {
            if (caller.isEmpty() && lacksMark(credentials)) {
                throw ProblemException.unauthorised(UNMARKED);
            }
            // A person has no key, and no idea of one.
            throw e.type() == ProblemType.FORBIDDEN
                            && caller.filter(person -> person.actor().kind() == Actor.Kind.USER)
                                    .isPresent()
                    ? ProblemException.lacking(role(access))
                    : e;
        }
    }

    private static String role(Access access) {
        return switch (access) {
            case Access.Open() -> "";
            case Access.Keyed(Role role) -> role.label();
            case Access.Intake(Role role) -> role.label();
        };
    }

    private boolean lacksMark(Credentials credentials) {
        return !credentials.keys().any()
                && !credentials.safe()
                && !credentials.marked()
                && (users.listen() || credentials.token().isPresent());
    }
}
