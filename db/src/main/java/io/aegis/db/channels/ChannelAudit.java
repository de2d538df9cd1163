/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.db.audit.Fingerprint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the audit log says of a channel: all that can change, without what opens a door. */
final class ChannelAudit {

    private ChannelAudit() {}

    /** Of a channel; of none nothing. */
    static Map<String, ?> told(Optional<StoredChannel> channel) {
        return channel.<Map<String, ?>>map(ChannelAudit::whole).orElseGet(Map::of);
    }

    /** As a channel is now. A secret is not even hashed, as people make them up: that it is another is said. */
    static Map<String, ?> told(Optional<StoredChannel> before, Optional<StoredChannel> after) {
        Map<String, Object> told = new TreeMap<>(told(after));
        if (before.isPresent()
                && after.isPresent()
                && !before.get().secret().equals(after.get().secret())) {
            told.put("secret_changed", true);
        }
        return told;
    }

    private static Map<String, ?> whole(StoredChannel channel) {
        String address = channel.address().reveal();
        return Map.of(
                "kind",
                channel.kind().name(),
                "address",
                shown(channel.kind(), address),
                "address_hash",
                Fingerprint.of(address),
                "target",
                channel.target(),
                "template_hash",
                Fingerprint.of(channel.template()),
                "secret",
                channel.secret().isPresent(),
                "bursts",
                channel.bursts());
    }

    /** The path of an incoming webhook lets anybody post; whoever is in front of the host may have a password. */
    private static String shown(ChannelKind kind, String address) {
        try {
            URI uri = new URI(address);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path = kind.secretAddress() ? "" : Objects.requireNonNullElse(uri.getPath(), "");
            return uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost() + port + path;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
