/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.ServiceAlarm.Minute;
import io.aegis.monitoring.failure.ServiceAlarm.State;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServiceAlarmTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Series CPU = Series.of(MetricType.CPU_USAGE, Map.of("service", "cart"));

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private static List<State> states(Minute... minutes) {
        List<State> states = new ArrayList<>();
        ServiceAlarm alarm = ServiceAlarm.unknown(NOON);
        for (int i = 0; i < minutes.length; i++) {
            alarm = alarm.next(minutes[i], minute(i));
            states.add(alarm.state());
        }
        return states;
    }

    @Test
    void one_clear_minute_or_two_suspicious_ones_of_three_are_an_alarm() {
        assertThat(states(Minute.CLEAR)).containsExactly(State.FAILING);
        assertThat(states(Minute.SUSPICIOUS, Minute.CALM, Minute.SUSPICIOUS))
                .containsExactly(State.QUIET, State.QUIET, State.FAILING);
        assertThat(states(Minute.SUSPICIOUS, Minute.CALM, Minute.CALM, Minute.SUSPICIOUS))
                .containsOnly(State.QUIET);
    }

    @Test
    void it_is_over_after_five_minutes_without() {
        Minute[] minutes = new Minute[7];
        Arrays.fill(minutes, Minute.CALM);
        minutes[0] = Minute.CLEAR;
        assertThat(states(minutes))
                .containsExactly(
                        State.FAILING,
                        State.FAILING,
                        State.FAILING,
                        State.FAILING,
                        State.FAILING,
                        State.QUIET,
                        State.QUIET);
    }

    @Test
    void minutes_in_which_nobody_judged_count_as_calm() {
        ServiceAlarm once = ServiceAlarm.unknown(NOON).next(Minute.SUSPICIOUS, NOON);
        assertThat(once.next(Minute.SUSPICIOUS, minute(1)).state()).isEqualTo(State.FAILING);
        assertThat(once.next(Minute.SUSPICIOUS, minute(10)).state()).isEqualTo(State.QUIET);
    }

    @Test
    void who_was_silent_and_sends_again_is_quiet_since_then() {
        ServiceAlarm silent = ServiceAlarm.unknown(NOON).silent(minute(1));
        assertThat(silent.silent(minute(2)).since()).isEqualTo(minute(1));
        ServiceAlarm back = silent.next(Minute.CALM, minute(3));
        assertThat(back.state()).isEqualTo(State.QUIET);
        assertThat(back.since()).isEqualTo(minute(3));
        assertThat(back.changedFrom(silent)).contains(State.SILENT);
        assertThat(back.next(Minute.CALM, minute(4)).changedFrom(back)).isEmpty();
    }

    @Test
    void a_rhythm_is_what_usually_lies_between_two_minutes_with_samples() {
        assertThat(SampleRhythm.of(LongStream.range(0, 19).toArray())).isEmpty();
        assertThat(SampleRhythm.of(LongStream.range(0, 60).toArray()))
                .contains(new SampleRhythm(Duration.ofMinutes(3)));
        assertThat(SampleRhythm.of(LongStream.range(0, 60).map(each -> 5 * each).toArray()))
                .contains(new SampleRhythm(Duration.ofMinutes(15)));
    }

    /** A service whose processor was 20 % busy for two hours, with some noise. */
    private static final MetricHistory PAST = new MetricHistory() {
        @Override
        public double[] before(Series series, Instant start) {
            double[] past = new double[120];
            for (int i = 0; i < past.length; i++) {
                past[i] = 20 + i % 3;
            }
            return past;
        }

        @Override
        public OptionalDouble at(Series series, Instant minute) {
            return OptionalDouble.empty();
        }
    };

    private static FailureVerdict verdict(double load) {
        List<MetricSample> samples = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            samples.add(new MetricSample(CPU, load, minute(i)));
        }
        return new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(samples), List.of(), List.of(), Map.of()),
                        minute(4),
                        PAST,
                        new LogTemplateHistory());
    }

    @Test
    void a_busy_service_fails_clearly_and_what_decided_is_told() {
        assertThat(ServiceAlarm.minute(verdict(21), 1)).isEqualTo(Minute.CALM);
        assertThat(ServiceAlarm.minute(verdict(99), 2_000)).isEqualTo(Minute.CLEAR);

        DecidingEvidence evidence = DecidingEvidence.of(verdict(99));
        assertThat(evidence.series()).singleElement().satisfies(series -> {
            assertThat(series.service()).isEqualTo("cart");
            assertThat(series.type()).isEqualTo(MetricType.CPU_USAGE);
            assertThat(series.observed()).isEqualTo(99);
            assertThat(series.usual()).isBetween(20.0, 22.0);
        });
        assertThat(evidence.lines()).isEmpty();
        assertThat(evidence.text()).startsWith("cpu_usage of cart is 99, usually 2");
        assertThat(DecidingEvidence.of(verdict(21)).text()).isEmpty();
    }

    private static final VerdictJson.Members NOTHING = json -> json.writeNullField("policy");

    @Test
    void verdicts_and_silences_are_stored_as_json_with_what_decided() {
        String stored = VerdictJson.stored(verdict(99), "cart", List.of("m"), 16_384, NOTHING);
        assertThat(stored).contains("\"calls\":[]", "\"policy\":null");
        assertThat(stored).contains("\"decided_by\":{\"text\":\"cpu_usage of cart", "\"affected_services\":[\"cart\"]");
        assertThat(VerdictJson.stored(verdict(99), "cart", List.of("m"), 10, NOTHING))
                .isEqualTo("{}");
        assertThat(VerdictJson.silence("cart", NOON, minute(9), "m"))
                .contains("no sample of cart since 2026-11-20T12:00:00.000Z", "\"ranking\":[{\"service\":\"cart\"");
    }
}
