/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.spi.DnsResolver;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The filter against server-side request forgery (SSRF): resolves host names for outgoing alerts, and refuses addresses that are not public, so that a webhook setting cannot
 * be used to reach what stands behind the firewall. The client connects to the very address that was checked: a name
 * that resolves differently a moment later gains nothing. Ranges: the IANA special-purpose registries for IPv4 and
 * IPv6 (RFC 6890 and its successors).
 */
final class SsrfFilter implements DnsResolver {

    /** A name that resolves to nothing that may be called. */
    static final class RefusedAddressException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message);
        }
    }

    /** Looks names up; the machine's resolver outside tests. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private static final String PRIVATE = "is a private address; set ALERT_ALLOW_PRIVATE=true if that is meant";

    private final Lookup lookup;
    private final boolean allowPrivate;

    SsrfFilter(Lookup lookup, boolean allowPrivate) {
        this.lookup = lookup;
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress resolveAddress(String host, DnsAddressLookup preference) {
        InetAddress[] found;
        try {
            found = lookup.all(host);
        } catch (UnknownHostException e) {
            throw new RefusedAddressException("the host name cannot be resolved");
        }
        return Arrays.stream(found)
                .filter(address -> allowPrivate || isPublic(address))
                .findFirst()
                .orElseThrow(() -> new RefusedAddressException("the host " + PRIVATE));
    }

    /**
     * Why a host is refused that is an address itself, or the name that always means this machine (RFC 6761). Nothing is looked
     * up: another name may lead elsewhere by the time that something is sent.
     *
     * @param host as URIs have it, IPv6 in brackets
     */
    Optional<String> refusalOf(String host) {
        String bare = host.startsWith("[") ? host.replaceAll("^\\[|(%.*)?]$", "") : host;
        String name = "." + bare.toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
        return allowPrivate || !(name.endsWith(".localhost") || isPrivateLiteral(bare))
                ? Optional.empty()
                : Optional.of(PRIVATE);
    }

    private static boolean isPrivateLiteral(String host) {
        try {
            return !isPublic(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            // A name.
            return false;
        }
    }

    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address four
                ? isPublic(four.getAddress())
                : address instanceof Inet6Address six && isPublic(six);
    }

    private static boolean isPublic(Inet6Address address) {
        byte[] b = address.getAddress();
        // Only 2000::/3 is global unicast; this leaves out loopback, link-local, unique local and multicast.
        if ((b[0] & 0xe0) != 0x20) {
            return false;
        }
        int head = (b[0] & 0xff) << 8 | (b[1] & 0xff);
        int next = (b[2] & 0xff) << 8 | (b[3] & 0xff);
        boolean teredoOrProtocol = head == 0x2001 && next < 0x0200;
        boolean documentation = (head == 0x2001 && next == 0x0db8) || (head == 0x3fff && next < 0x1000);
        if (head == 0x2002) {
            return isPublic(Arrays.copyOfRange(b, 2, 6));
        }
        return !teredoOrProtocol && !documentation;
    }

    private static boolean isPublic(byte[] four) {
        int a = four[0] & 0xff;
        int b = four[1] & 0xff;
        int c = four[2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> b != 168 && !(b == 0 && (c == 0 || c == 2)) && !(b == 88 && c == 99);
            case 198 -> b != 18 && b != 19 && !(b == 51 && c == 100);
            case 203 -> !(b == 0 && c == 113);
            default -> a < 224;
        };
    }
}
