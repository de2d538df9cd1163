/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one sender: an IPv4 address, or an IPv6 network, as whoever has an address of it has its 2^64 others too. */
public final class SenderNetwork {

    private static final int IPV6_NETWORK_BYTES = 8;

    private SenderNetwork() {}

    /** A name of the sender, the same for all that it may send from. */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
