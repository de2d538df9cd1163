/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.online.scoring.wire.ProtobufCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads requests of OTLP with metrics. */
final class MetricsRequests {

    private MetricsRequests() {}

    static MetricsRequest.Read protobuf(byte[] body) throws IOException {
        return MetricsRequest.read(new ProtobufCursor(body));
    }

    static MetricsRequest.Read json(String body) throws IOException {
        return MetricsRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)));
    }
}
