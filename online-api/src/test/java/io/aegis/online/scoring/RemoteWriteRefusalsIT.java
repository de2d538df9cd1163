/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What remote write refuses over HTTP: single series, and whole messages. */
class RemoteWriteRefusalsIT extends RemoteWriteFixture {

    @Test
    void a_series_with_a_label_twice_is_refused_and_the_others_are_taken() throws Exception {
        double scored = fate("scored");
        ByteString twice = message(out -> {
            out.writeBytes(1, label("__name__", "cpu_usage"));
            out.writeBytes(1, label("pod", "a"));
            out.writeBytes(1, label("pod", "b"));
            out.writeBytes(2, message(sample -> sample.writeInt64(2, START.toEpochMilli())));
        });

        HttpResponse<String> response =
                write(request(twice, series("cpu_usage", "once", 0, 1), series("cpu_usage", "", 0, 1)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("the label pod comes twice");
        assertThat(fate("scored") - scored).isEqualTo(2);
    }

    @Test
    void other_messages_and_media_types_are_refused() throws Exception {
        byte[] body = request(series("cpu_usage", "x", 0, 1));
        assertThat(api.api()
                        .send(builder(body, "application/x-protobuf;proto=prometheus.WriteRequest", "snappy"))
                        .statusCode())
                .isEqualTo(204);
        for (String type : new String[] {
            "application/x-protobuf;proto=io.prometheus.write.v3.Request", "application/json", "text/plain"
        }) {
            assertThat(api.api().send(builder(body, type, "snappy")).statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(api.api()
                        .send(builder(body, "application/x-protobuf", "gzip"))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void what_is_malformed_or_too_large_is_refused() throws Exception {
        byte[] good = request(series("cpu_usage", "x", 0, 1, 2, 3));
        assertThat(write(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(write("no snappy".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[] {10, 100, 1})).statusCode()).isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[] {12})).statusCode()).isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[17 << 20])).statusCode()).isEqualTo(413);
        assertThat(write(new byte[(2 << 20) + 1]).statusCode()).isEqualTo(413);
        assertThat(write(request(series("cpu_usage", "x", 0, new double[50_001])))
                        .statusCode())
                .isEqualTo(413);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] broken = good.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(write(broken).statusCode()).as("mutation %d", i).isIn(204, 400, 413);
        }
        assertThat(api.api()
                        .send(api.api().request(PATH).POST(BodyPublishers.ofByteArray(good)))
                        .statusCode())
                .isEqualTo(401);
    }
}
