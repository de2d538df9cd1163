/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.MetricsRequests.json;
import static io.aegis.online.scoring.otlp.MetricsRequests.protobuf;
import static io.aegis.online.scoring.otlp.OtlpMessages.metric;
import static io.aegis.online.scoring.otlp.OtlpMessages.metrics;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has another shape than metrics in OTLP is refused with the field that has it. */
class MetricsShapeTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"resourceMetrics\": [{]}", "{} {}", "{", "{\"resourceMetrics\": [{}", "{a: 1}"})
    void what_is_no_json_is_malformed(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(IOException.class);
    }

    /** The JSON mapping of Protocol Buffers: what is unknown is passed over, what is of another type is an error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | body",
                "3 | body",
                "null | body",
                "{'metrics': []} | resourceMetrics",
                "{'resourceLogs': [{}]} | resourceMetrics",
                "{'resourceMetrics': {}} | resourceMetrics",
                "{'resource_metrics': ''} | resource_metrics",
                "{'resourceMetrics': [3]} | resourceMetrics[0]",
                "{'resourceMetrics': [{}, null]} | resourceMetrics[1]",
                "{'resourceMetrics': [{'instrumentationLibraryMetrics': []}]} | resourceMetrics[0].scopeMetrics",
                "{'resourceMetrics': [{'resource': []}]} | resourceMetrics[0].resource",
                "{'resourceMetrics': [{'resource': {'attributes': {'service.name': 'cart'}}}]} | resourceMetrics[0].resource.attributes",
                "{'resourceMetrics': [{'resource': {'attributes': [{'key': 'a', 'value': 'b'}]}}]} | resourceMetrics[0].resource.attributes[0].value",
                "{'resourceMetrics': [{'resource': {'attributes': [{'key': 1}]}}]} | resourceMetrics[0].resource.attributes[0].key",
                "{'resourceMetrics': [{'scopeMetrics': {'metrics': []}}]} | resourceMetrics[0].scopeMetrics",
                "{'resourceMetrics': [{'scopeMetrics': [{'metrics': {}}]}]} | resourceMetrics[0].scopeMetrics[0].metrics",
                "{'resourceMetrics': [{'scopeMetrics': [{'points': []}]}]} | resourceMetrics[0].scopeMetrics[0].metrics",
            })
    void json_of_another_shape_is_refused_with_the_field(String body, String field) {
        assertField(body, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 3} | name",
                "{'name': 'a', 'gauges': {}} | gauge or sum or histogram or exponentialHistogram or summary",
                "{'gauge': []} | gauge",
                "{'gauge': {'dataPoints': {'asDouble': 5}}} | gauge.dataPoints",
                "{'gauge': {'points': []}} | gauge.dataPoints",
                "{'gauge': {'dataPoints': [5]}} | gauge.dataPoints[0]",
                "{'gauge': {'dataPoints': [{'asDouble': 'many'}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{'asDouble': '0x1p3'}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{'asDouble': true}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{}, {'asInt': 1.5}]}} | gauge.dataPoints[1].asInt",
                "{'gauge': {'dataPoints': [{'asInt': '36893488147419103232'}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': true}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': 'NaN'}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': 1e900}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'timeUnixNano': '2026-11-28T12:00:00Z'}]}} | gauge.dataPoints[0].timeUnixNano",
                "{'gauge': {'dataPoints': [{'attributes': {}}]}} | gauge.dataPoints[0].attributes",
                "{'sum': {'isMonotonic': 1}} | sum.isMonotonic",
                "{'sum': {'aggregationTemporality': 'CUMULATIVE'}} | sum.aggregationTemporality",
                "{'sum': {'aggregationTemporality': []}} | sum.aggregationTemporality",
                "{'histogram': {'dataPoints': [{'bucketCounts': 3}]}} | histogram.dataPoints[0].bucketCounts",
                "{'histogram': {'dataPoints': [{'explicitBounds': [{}]}]}} | histogram.dataPoints[0].explicitBounds[0]",
                "{'exponentialHistogram': {'dataPoints': [{'scale': 3000000000}]}} | exponentialHistogram.dataPoints[0].scale",
                "{'exponentialHistogram': {'dataPoints': [{'positive': [1]}]}} | exponentialHistogram.dataPoints[0].positive",
            })
    void a_metric_of_another_shape_is_refused_with_the_field(String metric, String field) {
        String path = "resourceMetrics[0].scopeMetrics[0].metrics[0].";
        assertField("{'resourceMetrics': [{'scopeMetrics': [{'metrics': [" + metric + "]}]}]}", path + field);
    }

    private static void assertField(String body, String field) {
        assertThatThrownBy(() -> json(body.replace('\'', '"')))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(400);
                    assertThat(problem.detail()).contains(field);
                    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
                });
    }

    @Test
    void protobuf_of_another_shape_is_refused_with_the_field() {
        byte[] named = message(out -> out.writeInt32(1, 7));
        assertThatThrownBy(() -> protobuf(metrics(resource(), named)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("resourceMetrics.scopeMetrics.metrics.name");
        byte[] other = message(out -> out.writeString(7, "x"));
        assertThatThrownBy(() -> protobuf(other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("resourceMetrics is missing");
        byte[] bounds = message(out -> out.writeInt32(7, 1));
        assertThatThrownBy(() -> protobuf(metrics(resource(), metric("a", "", 9, 2, bounds))))
                .hasMessageContaining("histogram.dataPoints.explicitBounds");
    }
}
