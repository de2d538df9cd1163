/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.ProblemException;
import io.aegis.time.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent, the sender is answered with 2xx or 4xx. */
class JsonBodyReaderPropertyTest {

    @Property
    void random_bytes_are_read_or_refused(@ForAll byte[] bytes) {
        assertThat(statusOf(bytes)).isBetween(200, 499);
    }

    @Property
    void random_json_is_read_or_refused(@ForAll("json") String json) {
        assertThat(statusOf(json.getBytes(StandardCharsets.UTF_8))).isBetween(200, 499);
    }

    @Property
    void json_cut_anywhere_is_read_or_refused(@ForAll("json") String json, @ForAll int at) {
        byte[] bytes = ("{\"f\":" + json + "}").getBytes(StandardCharsets.UTF_8);

        assertThat(statusOf(java.util.Arrays.copyOf(bytes, Math.floorMod(at, bytes.length + 1))))
                .isBetween(200, 499);
    }

    @Property
    void an_object_round_trips_its_text(@ForAll String text) {
        byte[] bytes = StrictJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField(
                    "f",
                    text.codePoints()
                            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
            json.writeEndObject();
        });

        assertThat(statusOf(bytes)).isEqualTo(200);
    }

    @Property
    void an_instant_is_written_with_three_decimals_and_read_back(@ForAll("instants") Instant instant) {
        String written = Rfc3339.format(instant);

        assertThat(written).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Rfc3339.parse(written)).isEqualTo(Optional.of(instant));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 253_402_300_799_999L).map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of("null", "true", "1e999", "-0", "123456789012345678901234567890", "\"\\ud800\"", "\"\""),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.strings().map(text -> "\"" + text + "\""));
        return Arbitraries.recursive(
                () -> scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                        inner.list().ofMaxSize(3).map(items -> "{\"f\":" + String.join(",\"g\":", items) + "}")),
                0,
                4);
    }

    /** What the router would answer to a route that reads the field {@code f} as everything. */
    private static int statusOf(byte[] bytes) {
        try {
            JsonBody body = JsonBodyReader.object(bytes, JsonBudget.of(bytes.length));
            body.text("f", 1_000_000);
            JsonBody again = JsonBodyReader.object(bytes, JsonBudget.of(bytes.length));
            again.number("f");
            again.integer("f", 0, 9);
            again.instant("f");
            again.bool("f");
            again.choices("f", Choices.of(Thread.State.class, Enum::name));
            again.objects("f", 2).forEach(each -> each.number("f"));
            again.object("f").ifPresent(inside -> inside.number("f"));
            body.refuseIfWrong();
            return 200;
        } catch (ProblemException problem) {
            return problem.type().status();
        }
    }
}
