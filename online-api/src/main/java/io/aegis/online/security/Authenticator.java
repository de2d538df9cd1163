package io.aegis.online.security;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.online.problem.ProblemException;
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
 * @param proxies that may speak for others
 */
public record Authenticator(KeyRing keys, Sessions sessions, Authorizer guard, RateLimit rate, TrustedProxies proxies) {

    /**
     * Who sends a request: the holder of its key, when there is exactly one and it is valid; without a key, whoever signed
     * in with its cookie. A cookie alone changes nothing: browsers send it along whichever page asks them to.
     */
    public Optional<Caller> identify(Credentials credentials) {
        if (!credentials.keys().isEmpty()) {
            return credentials.keys().size() == 1
                    ? keys.identify(credentials.keys().getFirst())
                    : Optional.empty();
        }
        return credentials.safe() || credentials.marked()
                ? credentials.token().flatMap(sessions::identify)
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
     * @param peer whoever opened the connection
     * @param forwardedFor values of X-Forwarded-For, in order
     * @return the refusal, 429, when it is one too many
     */
    public Optional<ProblemException> count(Optional<Caller> caller, InetAddress peer, List<String> forwardedFor) {
        return rate.count(caller, proxies.client(peer, forwardedFor));
    }

    /**
     * Lets a caller use a route, or not.
     *
     * @throws ProblemException 401 or 403
     */
    public void admit(Access access, Optional<Caller> caller) {
        guard.admit(access, caller);
    }
}
