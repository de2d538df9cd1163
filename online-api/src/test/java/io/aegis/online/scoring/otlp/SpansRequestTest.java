/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.attribute;
import static io.aegis.online.scoring.otlp.OtlpMessages.request;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.aegis.monitoring.graph.ServiceCall;
import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Spans, and the calls that are found in them. */
class SpansRequestTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String TRACE = "5b8efff798038103d269b633813fc60c";

    private final CallJoin join = new CallJoin();

    private static byte[] span(int kind, String id, String parent, int millis, boolean failed, byte[]... attributes) {
        return message(out -> {
            out.writeBytes(1, ByteString.copyFrom(HexFormat.of().parseHex(TRACE)));
            out.writeBytes(2, ByteString.copyFrom(HexFormat.of().parseHex(id)));
            if (!parent.isEmpty()) {
                out.writeBytes(4, ByteString.copyFrom(HexFormat.of().parseHex(parent)));
            }
            out.writeString(5, "GET /");
            out.writeInt32(6, kind);
            out.writeFixed64(7, OtlpMessages.nanos(NOON));
            out.writeFixed64(8, OtlpMessages.nanos(NOON.plusMillis(millis)));
            for (byte[] attribute : attributes) {
                out.writeByteArray(9, attribute);
            }
            out.writeByteArray(15, message(status -> status.writeInt32(3, failed ? 2 : 0)));
        });
    }

    private List<ServiceCall> calls(String service, byte[]... spans) throws IOException {
        return join.join(SpansRequest.read(new ProtobufCursor(request(resource("service.name", service), spans)))
                .spans());
    }

    @Test
    void a_call_is_found_whichever_side_comes_first() throws IOException {
        byte[] client = span(3, "eee19b7ec3c1b174", "", 30, false);
        byte[] server = span(2, "eee19b7ec3c1b175", "eee19b7ec3c1b174", 20, true);

        assertThat(calls("web", client)).isEmpty();
        assertThat(calls("cart", server))
                .containsExactly(new ServiceCall("web", "cart", NOON, Duration.ofMillis(30), true));
        assertThat(join.waiting()).isZero();
        assertThat(calls("cart", server)).isEmpty();
        assertThat(calls("web", client)).hasSize(1);
    }

    @Test
    void those_who_send_no_spans_are_named_by_their_callers() throws IOException {
        assertThat(calls(
                        "cart",
                        span(3, "0000000000000001", "", 5, false, attribute("db.system.name", "mariadb")),
                        span(4, "0000000000000002", "", 5, false, attribute("peer.service", "mail")),
                        span(3, "0000000000000003", "", 5, false, attribute("peer.service", "cart")),
                        span(1, "0000000000000004", "", 5, false),
                        span(2, "0000000000000005", "", 5, false)))
                .extracting(ServiceCall::callee)
                .containsExactly("mariadb", "mail");
        assertThat(join.waiting()).isZero();
    }

    @Test
    void json_has_its_ids_in_hexadecimal() throws IOException {
        String body = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [
              {"traceId": "%s", "spanId": "eee19b7ec3c1b175", "parentSpanId": "eee19b7ec3c1b174", "kind": 2,
               "startTimeUnixNano": "1795867200000000000", "endTimeUnixNano": "1795867200020000000", "status": {"code": 0}},
              {"traceId": "", "spanId": "", "kind": 2, "startTimeUnixNano": "0"}]}],
              "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "cart"}}]}}]}
            """.formatted(TRACE);
        SpansRequest.Read read = SpansRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(read.rejected()).isEqualTo(1);
        assertThat(join.join(read.spans())).isEmpty();
        assertThat(calls("web", span(3, "eee19b7ec3c1b174", "", 30, false)))
                .extracting(ServiceCall::callee)
                .containsExactly("cart");
        assertThatThrownBy(() -> SpansRequest.read(
                        new JsonCursor(body.replace(TRACE, "xyz!").getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("resourceSpans[0].scopeSpans[0].spans[0].traceId");
        for (String wrong : List.of("\"spanId\": 3", "\"kind\": \"SERVER\"", "\"status\": {\"code\": \"BAD\"}")) {
            assertThatThrownBy(() -> SpansRequest.read(
                            new JsonCursor(("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + wrong + "}]}]}]}")
                                    .getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("spans[0]." + wrong.substring(1, 5));
        }
    }

    @Test
    void json_may_have_its_constants_by_name() throws IOException {
        String body = """
            {"resourceSpans": [{"scopeSpans": [{"spans": [
              {"traceId": "%s", "spanId": "eee19b7ec3c1b174", "kind": "SPAN_KIND_CLIENT", "status": {"code": "STATUS_CODE_ERROR", "message": "x"},
               "startTimeUnixNano": "1795867200000000000", "endTimeUnixNano": "1795867200020000000"}]}]}]}
            """.formatted(TRACE);

        assertThat(SpansRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)))
                        .spans())
                .singleElement()
                .matches(span -> span.calls() && span.failed());
    }

    @Test
    void those_that_wait_are_bounded() {
        List<SpansRequest.Span> many = new ArrayList<>();
        for (int i = 0; i < CallJoin.MOST_WAITING + 5; i++) {
            many.add(new SpansRequest.Span("web", true, i, Optional.empty(), NOON, Duration.ZERO, false));
        }

        assertThat(join.join(many)).isEmpty();
        assertThat(join.waiting()).isEqualTo(CallJoin.MOST_WAITING);
    }

    @Property(tries = 1_000)
    void any_bytes_are_read_or_malformed(@ForAll byte[] bytes) {
        for (boolean protobuf : new boolean[] {true, false}) {
            try {
                SpansRequest.read(protobuf ? new ProtobufCursor(bytes) : new JsonCursor(bytes));
            } catch (IOException | ProblemException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
