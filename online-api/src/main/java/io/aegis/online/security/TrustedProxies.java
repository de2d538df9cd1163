/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Networks whose {@code X-Forwarded-For} counts. Immutable.
 *
 * @param networks none when nobody stands between clients and the API
 */
public record TrustedProxies(List<Network> networks) {

    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Copies the networks. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * Reads addresses and networks in CIDR form.
     *
     * @throws IllegalArgumentException when one of them is neither
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(Network::parse).toList());
    }

    /**
     * The address that a request came from. Walks the header from its end, where the nearest proxy wrote, and stops at
     * the first address that is not a trusted proxy's: everything before it may be made up.
     *
     * @param peer whoever opened the connection
     * @param forwardedFor values of X-Forwarded-For, in order
     */
    public InetAddress client(InetAddress peer, List<String> forwardedFor) {
        if (!trusts(peer)) {
            return peer;
        }
        InetAddress client = peer;
        List<String> hops = forwardedFor.stream()
                .flatMap(each -> List.of(each.split(",")).stream())
                .toList();
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            Optional<InetAddress> hop = literal(hops.get(i).strip());
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    /** Whether an address is a trusted proxy's. */
    public boolean trusts(InetAddress address) {
        for (Network each : networks) {
            if (each.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            // Java would take 10.0.0 too, which nobody means.
            return Optional.of(text)
                    .filter(any -> text.contains(":") || DOTTED.matcher(text).matches())
                    .map(InetAddress::ofLiteral);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * One network.
     *
     * @param base an address in it
     * @param bits how many leading bits its addresses share
     */
    public record Network(InetAddress base, int bits) {

        static Network parse(String text) {
            String[] parts = text.split("/", 2);
            InetAddress base = literal(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException("'" + parts[0] + "' is no address"));
            int all = base.getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? all : prefix(parts[1]);
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("'" + text + "' has a prefix length outside 0 to " + all);
            }
            return new Network(base, bits);
        }

        private static int prefix(String text) {
            return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        }

        boolean contains(InetAddress address) {
            byte[] mine = base.getAddress();
            byte[] theirs = address.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
