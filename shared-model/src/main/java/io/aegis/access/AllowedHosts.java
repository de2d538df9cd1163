/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.settings.Environment;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which an application may be called (values of {@code Host}). Where only this machine can reach it, another name means that a page of some site had
 * its own name lead here (DNS rebinding); where others can, names are their affair.
 *
 * @param checked whether names matter
 * @param names beyond those of this machine, in lower case, without ports
 */
public record AllowedHosts(boolean checked, Set<String> names) {

    /** The setting that allows more. */
    public static final String SETTING = "AEGIS_ALLOWED_HOSTS";

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.?|\\[[0-9a-f:.]+]");
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[::1]");
    private static final int LONGEST_PORT = 5;

    /** How this machine is called by nearly everybody: told from others without a pattern. */
    private static final Set<String> USUAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Copies the names. */
    public AllowedHosts {
        names = Set.copyOf(names);
    }

    /** Reads {@value #SETTING} for an application that listens on an address. */
    public static AllowedHosts from(Environment environment, InetAddress listening) {
        Set<String> names = new LinkedHashSet<>();
        for (String each : environment.list(SETTING)) {
            String name = each.toLowerCase(Locale.ROOT);
            if (NAME.matcher(name).matches()) {
                names.add(name);
            } else {
                environment.refuse(SETTING, "has something that is no name or address; allowed: names without ports");
            }
        }
        return new AllowedHosts(listening.isLoopbackAddress(), names);
    }

    /** Whether a request with these values of {@code Host} may come in. */
    public boolean accept(List<String> host) {
        if (!checked) {
            return true;
        }
        if (host.size() != 1) {
            return false;
        }
        String name = withoutPort(host.getFirst().toLowerCase(Locale.ROOT));
        return USUAL.contains(name)
                || names.contains(name)
                || THIS_MACHINE.matcher(name).matches();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon >= 0 && isPort(host, colon + 1) ? host.substring(0, colon) : host;
    }

    /** Whether a text ends with a port from there on; an empty one is a port too (RFC 3986). */
    private static boolean isPort(String host, int from) {
        for (int i = from; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return host.length() - from <= LONGEST_PORT;
    }
}
