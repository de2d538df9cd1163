/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.settings.Secret;
import java.util.Optional;

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
}
