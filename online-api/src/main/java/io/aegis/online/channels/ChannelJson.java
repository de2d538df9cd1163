/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.channels.ChannelState;
import io.aegis.db.channels.StoredChannel;
import io.aegis.online.http.json.JsonContent;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Channels as they go over the wire: without secrets. */
final class ChannelJson {

    private ChannelJson() {}

    /** All of them. */
    static JsonContent list(List<ChannelState> channels) {
        return json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (ChannelState channel : channels) {
                write(json, channel);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, ChannelState state) throws IOException {
        StoredChannel channel = state.channel();
        json.writeStartObject();
        json.writeStringField("name", channel.name());
        json.writeStringField("kind", channel.kind().label());
        json.writeStringField("address", shown(channel));
        json.writeStringField("target", channel.target());
        json.writeStringField("template", channel.template());
        json.writeBooleanField("bursts", channel.bursts());
        json.writeBooleanField("has_secret", channel.secret().isPresent());
        json.writeBooleanField("readable", !channel.address().reveal().isEmpty());
        json.writeStringField("last_at", state.lastAt().map(Rfc3339::format).orElse(null));
        json.writeStringField("last_error", state.lastError().orElse(null));
        json.writeNumberField("waiting", state.waiting());
        json.writeNumberField("failed", state.failed());
        json.writeEndObject();
    }

    /** Up to the host where the rest lets anybody post. */
    static String shown(StoredChannel channel) {
        String address = channel.address().reveal();
        if (!channel.kind().secretAddress() || address.isEmpty()) {
            return address;
        }
        URI uri = URI.create(address);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + "/…";
    }
}
