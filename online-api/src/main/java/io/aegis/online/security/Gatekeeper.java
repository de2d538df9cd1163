package io.aegis.online.security;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.online.problem.Refusal;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Knows who sends a request, whether it is one too many, and whether it may be made. Thread-safe.
 *
 * @param keys that are valid
 * @param guard of routes
 * @param rate of each sender
 * @param proxies that may speak for others
 */
public record Gatekeeper(KeyRing keys, Guard guard, RateLimit rate, TrustedProxies proxies) {

    /** Whom the keys of a request stand for: nobody unless there is exactly one, and it is valid. */
    public Optional<Caller> identify(List<String> sentKeys) {
        return sentKeys.size() == 1 ? keys.identify(sentKeys.getFirst()) : Optional.empty();
    }

    /**
     * Counts a request.
     *
     * @param caller who sent it, when it came with a valid key
     * @param peer whoever opened the connection
     * @param forwardedFor values of X-Forwarded-For, in order
     * @return the refusal, 429, when it is one too many
     */
    public Optional<Refusal> count(Optional<Caller> caller, InetAddress peer, List<String> forwardedFor) {
        return rate.count(caller, proxies.client(peer, forwardedFor));
    }

    /**
     * Lets a caller use a route, or not.
     *
     * @throws Refusal 401 or 403
     */
    public void admit(Access access, Optional<Caller> caller) {
        guard.admit(access, caller);
    }
}
