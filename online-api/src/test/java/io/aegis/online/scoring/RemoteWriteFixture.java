/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.START;

import com.google.protobuf.ByteString;
import io.aegis.online.scoring.wire.ProtobufMessage;
import io.aegis.settings.Listen;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.xerial.snappy.Snappy;

/** The API with remote write, and messages as Prometheus encodes them. */
abstract class RemoteWriteFixture extends ScoringFixture {

    static final String PATH = "/api/v1/prometheus/write";
    static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    static ByteString message(ProtobufMessage.Writer writer) {
        return ByteString.copyFrom(ProtobufMessage.message(writer));
    }

    static ByteString label(String name, String value) throws IOException {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(2, value);
        });
    }

    /** A series whose samples are a minute apart; with an exemplar and a field of a later version. */
    static ByteString series(String name, String pod, int from, double... values) throws IOException {
        return message(out -> {
            out.writeBytes(1, label("__name__", name));
            out.writeBytes(1, label("pod", pod));
            for (int i = 0; i < values.length; i++) {
                long millis = START.plusSeconds(60L * (from + i)).toEpochMilli();
                double value = values[i];
                out.writeBytes(2, message(sample -> {
                    sample.writeDouble(1, value);
                    sample.writeInt64(2, millis);
                }));
            }
            out.writeBytes(3, label("trace_id", "x"));
            out.writeBytes(9, ByteString.copyFromUtf8("x"));
        });
    }

    static byte[] request(ByteString... series) throws IOException {
        return Snappy.compress(message(out -> {
                    for (ByteString each : series) {
                        out.writeBytes(1, each);
                    }
                    out.writeBytes(3, ByteString.copyFromUtf8("metadata"));
                })
                .toByteArray());
    }

    static HttpRequest.Builder builder(byte[] body, String type, String coding) {
        return api.api()
                .request(PATH)
                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                .header("Content-Type", type)
                .header("Content-Encoding", coding)
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(body));
    }

    static HttpResponse<String> write(byte[] body) {
        return api.api().send(builder(body, "application/x-protobuf", "snappy"));
    }

    static double meter(String line) {
        return api.api()
                .get("/metrics")
                .body()
                .lines()
                .filter(each -> each.startsWith(line + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
                .sum();
    }

    static double fate(String fate) {
        return meter("aegis_remote_write_samples_total{fate=\"" + fate + "\"}");
    }
}
