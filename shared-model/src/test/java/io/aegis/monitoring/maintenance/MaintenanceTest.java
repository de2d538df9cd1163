/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceTest {

    /** A Friday. */
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static MaintenanceScope scope(String service, Map<String, String> labels) {
        Map<String, NamePattern> patterns = new TreeMap<>();
        labels.forEach((name, pattern) -> patterns.put(name, new NamePattern(pattern)));
        return new MaintenanceScope(
                Optional.of(service).filter(each -> !each.isEmpty()).map(NamePattern::new), new TreeMap<>(patterns));
    }

    @ParameterizedTest
    @CsvSource({
        "checkout, checkout, true",
        "checkout, checkout-2, false",
        "check*, checkout, true",
        "*, anything, true",
        "*out, checkout, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZd, false",
        "**, '', true",
        "a*, A, false"
    })
    void a_star_stands_for_anything(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Property
    void patterns_mean_what_regular_expressions_do(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 6) String letters,
            @ForAll @IntRange(max = 63) int stars,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String name) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            pattern.append((stars >> i & 1) == 1 ? '*' : letters.charAt(i));
        }
        assertThat(new NamePattern(pattern.toString()).matches(name))
                .isEqualTo(Pattern.matches(pattern.toString().replace("*", ".*"), name));
    }

    @Test
    void a_scope_is_a_service_or_labels_or_both() {
        Series pod = Series.of(MetricType.CPU_USAGE, Map.of("service", "checkout", "pod", "checkout-1"));
        assertThat(scope("check*", Map.of()).covers(pod)).isTrue();
        assertThat(scope("cart", Map.of()).covers(pod)).isFalse();
        assertThat(scope("", Map.of("pod", "*-1")).covers(pod)).isTrue();
        assertThat(scope("", Map.of("pod", "*-2")).covers(pod)).isFalse();
        assertThat(scope("", Map.of("node", "*")).covers(pod)).isFalse();
        assertThat(scope("checkout", Map.of("pod", "*-2")).covers(pod)).isFalse();
        assertThat(scope("checkout", Map.of()).covers("checkout")).isTrue();
        assertThat(scope("checkout", Map.of("pod", "*-1")).covers("checkout")).isFalse();
        assertThatThrownBy(() -> scope("", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scope("x", Map.of("", "y"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NamePattern("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_service_is_meant_with_its_namespace_and_without() {
        Series cart = Series.of(MetricType.CPU_USAGE, Map.of("service", "cart", "namespace", "shop"));
        for (String name : List.of("cart", "shop/cart", "shop/*", "c*")) {
            assertThat(scope(name, Map.of()).covers(cart)).as(name).isTrue();
            assertThat(scope(name, Map.of()).covers("shop/cart")).as(name).isTrue();
        }
        assertThat(scope("mail/cart", Map.of()).covers(cart)).isFalse();
        assertThat(scope("shop/cart", Map.of()).covers("cart")).isFalse();
    }

    @Test
    void a_time_has_its_first_moment_and_not_its_end() {
        MaintenanceTimes once = new MaintenanceTimes.Once(NOON, NOON.plusSeconds(60));
        assertThat(once.until(NOON)).contains(NOON.plusSeconds(60));
        assertThat(once.until(NOON.minusMillis(1))).isEmpty();
        assertThat(once.until(NOON.plusSeconds(60))).isEmpty();
        assertThatThrownBy(() -> new MaintenanceTimes.Once(NOON, NOON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MaintenanceTimes.Once(NOON, NOON.plus(Duration.ofDays(91))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *, 30, 2026-11-20T02:00:00Z, true",
        "0 2 * * *, 30, 2026-11-20T02:29:59Z, true",
        "0 2 * * *, 30, 2026-11-20T02:30:00Z, false",
        "0 0 2 * * *, 30, 2026-11-20T02:10:00Z, true",
        "30 23 * * *, 60, 2026-11-21T00:10:00Z, true",
        "0 2 * * MON-THU, 30, 2026-11-20T02:10:00Z, false",
        "0 2 * * fri, 30, 2026-11-20T02:10:00Z, true",
        "0 2 * * 7, 30, 2026-11-22T02:10:00Z, true",
        "0 2 * * 0, 30, 2026-11-22T02:10:00Z, true",
        "*/20 * * * *, 5, 2026-11-20T12:44:00Z, true",
        "*/20 * * * *, 5, 2026-11-20T12:45:00Z, false",
        "10/20 8-10 * * *, 5, 2026-11-20T10:51:00Z, true",
        "10/20 8-10 * * *, 5, 2026-11-20T11:11:00Z, false",
        "'0 2 1,20 NOV *', 1440, 2026-11-21T01:59:00Z, true",
        "0 2 1 DEC *, 1440, 2026-11-21T01:59:00Z, false"
    })
    void times_come_again(String cron, int minutes, Instant moment, boolean inside) {
        MaintenanceTimes times = new MaintenanceTimes.Repeated(CronMinutes.parse(cron), Duration.ofMinutes(minutes));
        assertThat(times.until(moment).isPresent()).isEqualTo(inside);
        times.until(moment).ifPresent(end -> assertThat(end).isAfter(moment));
    }

    @Property
    void the_newest_minute_is_found_as_by_looking_at_each(
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(min = 1, max = 7) int weekday,
            @ForAll @IntRange(max = 10_080) int after) {
        CronMinutes cron = CronMinutes.parse(minute + " " + hour + "/5 * * " + weekday);
        Instant moment = NOON.plusSeconds(60L * after);
        Optional<Instant> looked = Optional.empty();
        for (Instant each = moment;
                looked.isEmpty() && each.isAfter(moment.minusSeconds(86_460));
                each = each.minusSeconds(60)) {
            LocalDateTime time = LocalDateTime.ofInstant(each, ZoneOffset.UTC);
            boolean named = time.getMinute() == minute
                    && time.getHour() >= hour
                    && (time.getHour() - hour) % 5 == 0
                    && time.getDayOfWeek().getValue() == weekday;
            looked = named ? Optional.of(each) : looked;
        }
        assertThat(cron.newestWithinDay(moment)).isEqualTo(looked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "1 0 2 * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "a * * * *",
                "1-2-3 * * * *",
                "-1 * * * *",
                "1,, * * * *"
            })
    void what_is_no_expression_is_refused(String text) {
        assertThatThrownBy(() -> CronMinutes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 APR,JUN,SEP,NOV *", "0 0 0 30-31 FEB *"})
    void what_never_comes_is_refused(String text) {
        assertThatThrownBy(() -> CronMinutes.parse(text)).hasMessageContaining("never comes");
        assertThat(CronMinutes.parse("0 0 29 2 *")).hasToString("0 0 29 2 *");
        assertThat(CronMinutes.parse("0 0 31 4,5 *")).hasToString("0 0 31 4,5 *");
    }

    @Test
    void lengths_are_bounded() {
        CronMinutes cron = CronMinutes.parse("0 2 * * *");
        assertThat(cron).hasToString("0 2 * * *");
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofMinutes(1_441)}) {
            assertThatThrownBy(() -> new MaintenanceTimes.Repeated(cron, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CronMinutes.parse("0 ".repeat(60))).isInstanceOf(IllegalArgumentException.class);
    }
}
