/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.db.audit.Actor;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.Role;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * People whom a trusted proxy has signed in, and names in {@code X-Forwarded-User} and {@code X-Forwarded-Groups}. Immutable.
 *
 * @param proxies whose word counts
 * @param roles what members of groups may do; nobody is believed while it is empty, as a proxy that does not sign people in
 *     passes on whatever clients say
 */
public record ProxyUsers(TrustedProxies proxies, Map<String, Set<Role>> roles) {

    /** The group that everybody is in whom a proxy names. */
    public static final String EVERYBODY = "*";

    private static final int MOST_GROUPS = 1_000;
    private static final int LONGEST_GROUPS = 32_768;

    private static final char REPLACEMENT = '\uFFFD';

    /** Of the SHA-256 of a name, in logs. */
    private static final int ID_BYTES = 12;

    /** Copies the roles. */
    public ProxyUsers {
        roles = Map.copyOf(roles);
    }

    /**
     * What a request says of its sender.
     *
     * @param users values of {@code X-Forwarded-User}
     * @param groups values of {@code X-Forwarded-Groups}, each with commas between
     */
    public record Named(List<String> users, List<String> groups) {

        /** Of a request that says nothing, or whose word counts for nothing. */
        public static final Named NOBODY = new Named(List.of(), List.of());

        /** Copies the lists. */
        public Named {
            users = List.copyOf(users);
            groups = List.copyOf(groups);
        }
    }

    /**
     * Reads groups and their roles, such as {@code support=agent,ops=admin}; a group may be there several times.
     *
     * @return empty when it is something else
     */
    public static Optional<Map<String, Set<Role>>> roles(String text) {
        Map<String, Set<Role>> roles = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int at = part.lastIndexOf('=');
            Optional<Role> role = Role.ofLabel(part.substring(at + 1).strip());
            String group = at < 0 ? "" : part.substring(0, at).strip();
            if (group.isEmpty() || role.isEmpty()) {
                return Optional.empty();
            }
            roles.computeIfAbsent(group, _ -> EnumSet.noneOf(Role.class)).add(role.get());
        }
        return Optional.of(roles);
    }

    /** Whether any proxy's word may count: while none does, nobody needs to read what requests say. */
    public boolean listen() {
        return !roles.isEmpty();
    }

    /**
     * Whether a proxy that is trusted to sign people in names somebody: then that is the sender, whatever cookies came along.
     *
     * @param peer whoever opened the connection
     */
    boolean speaksFor(InetAddress peer, Named named) {
        return listen() && !named.users().isEmpty() && proxies.trusts(peer);
    }

    /** Why nobody is named, for who set up the proxy; empty when somebody is. */
    Optional<String> mistakeIn(Named named) {
        if (named.users().size() != 1 || named.groups().size() > 1) {
            return Optional.of(
                    "X-Forwarded-User and X-Forwarded-Groups must be there once each; a proxy that adds them to those that"
                            + " clients send lets anybody be anybody.");
        }
        String name = named.users().getFirst();
        // The server has only replacements left of other signs, so that many people would have the same name.
        if (name.indexOf(REPLACEMENT) >= 0) {
            return Optional.of(
                    "The name in X-Forwarded-User has signs that headers do not carry: beyond ASCII. Let the proxy send"
                            + " the person's address or id instead.");
        }
        return isShown(name.strip())
                ? Optional.empty()
                : Optional.of("The name in X-Forwarded-User must have 1 to " + Actor.MAX_NAME
                        + " characters, none of them a control character.");
    }

    private static boolean isShown(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= Actor.MAX_NAME
                && name.codePoints()
                        .noneMatch(each -> Character.isISOControl(each)
                                || Character.getType(each) == Character.FORMAT
                                || Character.getType(each) == Character.SURROGATE);
    }

    /** The person who is named: nobody when several are, groups are told twice, or the name is none. One without a mapped group has no role. */
    Optional<Caller> named(Named named) {
        if (mistakeIn(named).isPresent()) {
            return Optional.empty();
        }
        String name = named.users().getFirst().strip();
        return Optional.of(new Caller(id(name), Actor.user(name), allowed(named.groups())));
    }

    private Set<Role> allowed(List<String> groups) {
        Set<Role> allowed = EnumSet.noneOf(Role.class);
        int length = groups.stream().mapToInt(String::length).sum();
        Stream<String> members = length > LONGEST_GROUPS
                ? Stream.empty()
                : groups.stream().flatMap(line -> Arrays.stream(line.split(",", MOST_GROUPS)));
        Stream.concat(Stream.of(EVERYBODY), members.map(String::strip).filter(group -> !group.equals(EVERYBODY)))
                .map(group -> roles.getOrDefault(group, Set.of()))
                .forEach(allowed::addAll);
        return allowed;
    }

    /** People's names are not for logs. */
    private static String id(String name) {
        return "user:" + HexFormat.of().formatHex(KeyRing.hash(name), 0, ID_BYTES);
    }
}
