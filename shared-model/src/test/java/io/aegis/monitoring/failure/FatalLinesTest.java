/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line that says that a program could not go on. */
class FatalLinesTest extends FailureDetectorFixture {

    private static final String HEAP = "java.lang.OutOfMemoryError: Java heap space";

    /** Minutes of ordinary lines before the window; in every so many of them one more. */
    private void hours(int minutes, int every, String line) {
        for (int minute = 1; minute <= minutes; minute++) {
            List<LogEntry> usual = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                usual.add(new LogEntry("api", LogLevel.INFO, "served", NOW.minusSeconds(300 + 60L * minute)));
            }
            if (minute % every == 0) {
                usual.add(new LogEntry("api", LogLevel.ERROR, line, NOW.minusSeconds(300 + 60L * minute)));
            }
            book.learn(usual, true);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java.lang.OutOfMemoryError: Java heap space                        | MEMORY_PRESSURE | RESTART_POD
            Out of memory: Killed process 4711 (java) total-vm:8388608kB       | MEMORY_PRESSURE | RESTART_POD
            write /var/lib/data/wal.7: No space left on device                 | DISK_SATURATION | THROTTLE_API
            panic: runtime error: index out of range [5] with length 3         | CRASH_LOOP      | ALERT_ADMIN
            app[4711]: segfault at 0 ip 00007f3c sp 00007ffd error 4 in libc   | CRASH_LOOP      | ALERT_ADMIN
            """)
    void is_a_failure_of_a_kind_in_a_service(String line, FailureType type, RemediationAction action) {
        minutes(MetricType.CPU_USAGE, "web", 20, 21, 20, 22, 21);
        log("web", LogLevel.INFO, "served");
        log("api", LogLevel.ERROR, line);

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.type()).contains(type);
        assertThat(verdict.severity()).isEqualTo(Severity.HIGH);
        assertThat(verdict.affected()).containsExactly("api");
        assertThat(verdict.actions()).startsWith(action);
        assertThat(verdict.rootCause().orElse("")).startsWith("api: ").contains(" in 1 line, such as \"");
        assertThat(ServiceAlarm.minute(verdict, 1)).isEqualTo(ServiceAlarm.Minute.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recovered from java.lang.OutOfMemoryError: Java heap space",
                "no OutOfMemoryError so far",
                "JVM options: -XX:+HeapDumpOnOutOfMemoryError -XX:+ExitOnOutOfMemoryError"
            })
    void what_says_the_contrary_is_none(String line) {
        log("api", LogLevel.WARN, line);
        assertThat(judge(MetricHistory.NONE).detected()).isFalse();
    }

    @Test
    void goes_before_what_comes_of_it() {
        minutes(MetricType.CPU_USAGE, "api", 20, 95, 96, 97, 98);
        log("api", LogLevel.ERROR, HEAP);
        log("api", LogLevel.ERROR, "Segmentation fault (core dumped)");
        log("web", LogLevel.ERROR, "Connection refused: api");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.type()).contains(FailureType.MEMORY_PRESSURE);
        assertThat(verdict.affected()).startsWith("api");
        assertThat(verdict.rootCause().orElse("")).startsWith("api: out of memory in 1 line");
    }

    @Test
    void is_news_after_hours_without_and_none_where_it_always_is_said() {
        hours(120, 1_000, HEAP);
        log("api", LogLevel.ERROR, HEAP);
        assertThat(judge(MetricHistory.NONE).type()).contains(FailureType.MEMORY_PRESSURE);
    }

    @Test
    void is_none_where_it_always_is_said() {
        hours(120, 4, HEAP);
        log("api", LogLevel.ERROR, HEAP);
        assertThat(judge(MetricHistory.NONE).detected()).isFalse();

        log("api", LogLevel.ERROR, "Segmentation fault (core dumped)");
        assertThat(judge(MetricHistory.NONE).type()).contains(FailureType.CRASH_LOOP);
    }

    @Test
    void is_told_from_lines_that_are_like_it() {
        hours(120, 1, "Handler dispatch failed; nested exception is java.lang.IllegalStateException");
        log("api", LogLevel.ERROR, "Handler dispatch failed; nested exception is java.lang.OutOfMemoryError");
        assertThat(judge(MetricHistory.NONE).type()).contains(FailureType.MEMORY_PRESSURE);
    }
}
