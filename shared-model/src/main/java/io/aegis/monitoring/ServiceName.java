/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of services as different senders tell them: with the namespace in front ({@code shop/cart}), or without. A name without
 * one means the only service of that name that is known with one. Immutable.
 */
public final class ServiceName {

    private static final char SEPARATOR = '/';

    private final Map<String, String> meant;

    private ServiceName(Map<String, String> meant) {
        this.meant = Map.copyOf(meant);
    }

    /**
     * What names mean.
     *
     * @param known names
     */
    public static ServiceName among(Collection<String> known) {
        Map<String, String> meant = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (String name : known) {
            String bare = bare(name);
            String other = bare.equals(name) ? name : meant.putIfAbsent(bare, name);
            if (other != null && !other.equals(name)) {
                several.add(bare);
            }
        }
        meant.keySet().removeAll(several);
        return new ServiceName(meant);
    }

    /** The service that a name means; the name itself when it has a namespace, or when it could mean two or none. */
    public String of(String name) {
        return meant.getOrDefault(name, name);
    }

    /** A name without its namespace; itself when it has none. */
    public static String bare(String name) {
        int at = name.indexOf(SEPARATOR);
        boolean qualified = at > 0 && at == name.lastIndexOf(SEPARATOR) && at < name.length() - 1;
        return qualified ? name.substring(at + 1) : name;
    }

    /** A name with its namespace in front, unless that is there. */
    static String within(String namespace, String name) {
        return name.startsWith(namespace + SEPARATOR) ? name : namespace + SEPARATOR + name;
    }
}
