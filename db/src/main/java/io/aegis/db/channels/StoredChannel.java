/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.settings.Secret;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A channel as operators made it.
 *
 * @param name up to {@value #LONGEST_NAME} characters
 * @param kind what takes its messages
 * @param address a URL of up to {@value #LONGEST_ADDRESS} characters, which may hold a token
 * @param target a project of Jira or addresses of e-mail, up to {@value #LONGEST_TARGET} characters; else empty
 * @param template of its messages, up to {@value #LONGEST_TEMPLATE} characters; empty means that of its kind
 * @param secret signs, or signs in
 * @param bursts whether it is told of bursts of feedback
 */
public record StoredChannel(
        String name,
        ChannelKind kind,
        Secret address,
        String target,
        String template,
        Optional<Secret> secret,
        boolean bursts) {

    /** Longest name, that of the outbox. */
    public static final int LONGEST_NAME = 32;

    /** Longest address. */
    public static final int LONGEST_ADDRESS = 1_000;

    /** Longest target, which is that of an address of e-mail. */
    public static final int LONGEST_TARGET = 320;

    /** Longest template, in code points. */
    public static final int LONGEST_TEMPLATE = 2_000;

    /** Longest secret. */
    public static final int LONGEST_SECRET = 1_000;

    /** Whether messages go to the same receiver in the same way, whatever they say. */
    boolean deliversAs(StoredChannel other) {
        return kind == other.kind
                && address.equals(other.address)
                && target.equals(other.target)
                && secret.equals(other.secret);
    }

    /**
     * Whether whoever gets messages from this one would have got them from another, so that what waits for that may be sent by this.
     * A secret signs, or signs in, and may be mended; PagerDuty's is what tells who is called.
     */
    boolean reachesOnlyThoseOf(StoredChannel before) {
        return kind == before.kind
                && address.equals(before.address)
                && before.targets().containsAll(targets())
                && (kind != ChannelKind.PAGERDUTY || secret.equals(before.secret));
    }

    private Set<String> targets() {
        return Arrays.stream(target.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }
}
