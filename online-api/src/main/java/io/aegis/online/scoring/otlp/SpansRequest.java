/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code ExportTraceServiceRequest}. Of spans those are taken that lie between two services: of clients and servers, producers and
 * consumers. Events, links and names are passed over.
 */
final class SpansRequest {

    private static final FieldNames REQUEST = FieldNames.of("1 resourceSpans[]!");
    private static final FieldNames RESOURCE_SPANS = FieldNames.of("1 resource", "2 scopeSpans[]!", "3 schemaUrl");
    private static final FieldNames SCOPE_SPANS = FieldNames.of("1 scope", "2 spans[]!", "3 schemaUrl");
    private static final FieldNames SPAN = FieldNames.of(
            "1 traceId",
            "2 spanId",
            "4 parentSpanId",
            "6 kind",
            "7 startTimeUnixNano",
            "8 endTimeUnixNano",
            "9 attributes[]",
            "15 status");
    private static final FieldNames STATUS = FieldNames.of("3 code");
    private static final FieldNames CODE =
            FieldNames.of("0 STATUS_CODE_UNSET", "1 STATUS_CODE_OK", "2 STATUS_CODE_ERROR");
    private static final FieldNames KIND = FieldNames.of(
            "0 SPAN_KIND_UNSPECIFIED",
            "1 SPAN_KIND_INTERNAL",
            "2 SPAN_KIND_SERVER",
            "3 SPAN_KIND_CLIENT",
            "4 SPAN_KIND_PRODUCER",
            "5 SPAN_KIND_CONSUMER");
    private static final int ERROR = 2;
    private static final int SERVER = 2;
    private static final int CLIENT = 3;
    private static final int PRODUCER = 4;
    private static final int CONSUMER = 5;

    /** Attributes of a client's span that name a callee that sends no spans itself. */
    private static final List<String> PEERS =
            List.of("peer.service", "service.peer.name", "db.system.name", "db.system");

    private final WireCursor in;
    private final OtlpBudget budget = new OtlpBudget();
    private final List<Span> spans = new ArrayList<>();
    private int rejected;

    private SpansRequest(WireCursor in) {
        this.in = in;
    }

    /**
     * A span between two services.
     *
     * @param service whose it is
     * @param calls whether it is of the one who calls
     * @param link the same for both sides of a call: the caller's span in its trace
     * @param peer who is called, where the caller says so
     * @param begun when it began
     * @param took how long
     * @param failed whether it failed
     */
    record Span(
            String service,
            boolean calls,
            long link,
            Optional<String> peer,
            Instant begun,
            Duration took,
            boolean failed) {}

    /**
     * A request.
     *
     * @param spans between two services
     * @param rejected spans without times
     */
    record Read(List<Span> spans, int rejected) {}

    /**
     * Reads a request.
     *
     * @throws IOException when it is malformed
     * @throws io.aegis.problem.ProblemException 400 when a field is of another type, 413 when there is too much in it
     */
    static Read read(WireCursor in) throws IOException {
        SpansRequest request = new SpansRequest(in);
        in.root(REQUEST, field -> {
            if (field == 1) {
                request.resource();
            }
        });
        return new Read(request.spans, request.rejected);
    }

    /** The resource may stand behind its spans. */
    private void resource() throws IOException {
        budget.group();
        int first = spans.size();
        OtlpResource[] resource = {new OtlpResource(Map.of())};
        in.message(RESOURCE_SPANS, field -> {
            if (field == 1) {
                resource[0] = OtlpResource.read(in, budget);
            } else if (field == 2) {
                budget.group();
                in.message(SCOPE_SPANS, inner -> {
                    if (inner == 2) {
                        span();
                    }
                });
            }
        });
        String service = resource[0].service();
        spans.subList(first, spans.size())
                .replaceAll(span -> new Span(
                        service, span.calls(), span.link(), span.peer(), span.begun(), span.took(), span.failed()));
    }

    private void span() throws IOException {
        budget.point();
        long[] ids = new long[3];
        long[] times = new long[2];
        int[] kind = new int[1];
        boolean[] failed = new boolean[1];
        Map<String, String> attributes = new HashMap<>();
        in.message(SPAN, field -> {
            switch (field) {
                case 1 -> ids[0] = in.id();
                case 2 -> ids[1] = in.id();
                case 4 -> ids[2] = in.id();
                case 6 -> kind[0] = (int) in.constant(KIND);
                case 7 -> times[0] = in.fixed();
                case 8 -> times[1] = in.fixed();
                case 9 -> AnyValue.readPair(in, budget, attributes);
                case 15 -> in.message(STATUS, part -> failed[0] |= part == 3 && in.constant(CODE) == ERROR);
                default -> {}
            }
        });
        boolean calls = kind[0] == CLIENT || kind[0] == PRODUCER;
        boolean called = kind[0] == SERVER || kind[0] == CONSUMER;
        Optional<Instant> begun = UnixNanos.time(times[0]);
        if (begun.isEmpty() || times[1] < times[0]) {
            rejected++;
        } else if (calls || (called && ids[2] != 0)) {
            spans.add(new Span(
                    "",
                    calls,
                    ids[0] ^ Long.rotateLeft(calls ? ids[1] : ids[2], 1),
                    PEERS.stream()
                            .flatMap(name -> Stream.ofNullable(attributes.get(name)))
                            .findFirst(),
                    begun.get(),
                    Duration.ofNanos(times[1] - times[0]),
                    failed[0]));
        }
    }
}
