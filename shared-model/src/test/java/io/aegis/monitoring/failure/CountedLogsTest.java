/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogCounts;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines that were counted say what they say when they are sent. */
class CountedLogsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final FailureDetector DETECTOR = new FailureDetector(WINDOW);

    /** So many lines of a minute before noon, of which the last are errors. */
    private static List<LogEntry> minute(int before, String service, int lines, int errors) {
        List<LogEntry> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            boolean error = i >= lines - errors;
            all.add(new LogEntry(
                    service,
                    error ? LogLevel.ERROR : LogLevel.INFO,
                    error ? "could not charge card of order " + i : "order " + i + " taken",
                    NOON.minusSeconds(60L * before).plusMillis(i)));
        }
        return all;
    }

    /** As the database would have them. */
    private static LogCounts counts(LogTemplateHistory book) {
        LogChanges stored = book.drain();
        Map<String, Integer> ids = new HashMap<>();
        Map<Integer, LogTemplate> templates = new HashMap<>();
        for (LogChanges.Kept kept : stored.templates()) {
            int id = 100 + ids.size();
            ids.put(kept.key(), id);
            templates.put(
                    id,
                    new LogTemplate(
                            id,
                            kept.template().service(),
                            kept.template().level(),
                            kept.template().tokens()));
        }
        TreeMap<Long, LogMinute> minutes = new TreeMap<>();
        for (LogChanges.Minute minute : stored.minutes()) {
            Map<Integer, Integer> counted = new HashMap<>();
            minute.counts().forEach((key, lines) -> counted.put(ids.getOrDefault(key, 0), lines));
            minutes.put(LogTemplateHistory.minuteOf(minute.begin()), new LogMinute(counted, minute.lines()));
        }
        return new LogCounts(templates, minutes);
    }

    private static LogTemplateHistory hour(List<LogEntry> window) {
        LogTemplateHistory book = new LogTemplateHistory();
        for (int before = 70; before > 5; before--) {
            book.learn(minute(before, "shop", 40, 0), true);
            book.learn(minute(before, "mail", 40, 0), true);
        }
        book.learn(window, true);
        return book;
    }

    private static FailureVerdict judge(CountedLogs logs, String service) {
        return DETECTOR.judge(
                new Observations(Map.of(), logs.lines(service, NOON), List.of(), Map.of()),
                NOON,
                MetricHistory.NONE,
                logs.findings(),
                TypeModel.NONE);
    }

    @Test
    void a_burst_of_errors_is_found_as_if_its_lines_were_sent() {
        List<LogEntry> window = new ArrayList<>();
        for (int before = 4; before >= 0; before--) {
            window.addAll(minute(before, "shop", 40, 20));
            window.addAll(minute(before, "mail", 40, 0));
        }
        CountedLogs logs = CountedLogs.at(counts(hour(window)), NOON, WINDOW);

        FailureVerdict counted = judge(logs, "shop");
        FailureVerdict sent = DETECTOR.judge(
                new Observations(Map.of(), window, List.of(), Map.of()), NOON, MetricHistory.NONE, hour(List.of()));

        assertThat(counted.detected()).isTrue();
        assertThat(counted.likely()).isEqualTo(sent.likely()).isEqualTo(FailureType.ERROR_BURST);
        assertThat(counted.affected()).containsExactly("shop");
        assertThat(counted.basis().logMinutes()).isEqualTo(65);
        assertThat(counted.evidence().getFirst().logs().errors())
                .isEqualTo(sent.evidence().getFirst().logs().errors());
        assertThat(DecidingEvidence.of(counted).lines().getFirst().template())
                .isEqualTo("could not charge card of order <*>");
        assertThat(judge(logs, "mail").detected()).isFalse();
    }

    @Test
    void one_line_that_says_that_a_program_could_not_go_on_is_found_too() {
        List<LogEntry> window = new ArrayList<>(minute(1, "shop", 40, 0));
        window.add(new LogEntry(
                "shop",
                LogLevel.INFO,
                "Out of memory: Killed process 4711 (java) total-vm:8388608kB",
                NOON.minusSeconds(30)));

        FailureVerdict counted = judge(CountedLogs.at(counts(hour(window)), NOON, WINDOW), "shop");

        assertThat(counted.type()).contains(FailureType.MEMORY_PRESSURE);
        assertThat(counted.basis().hardSigns()).containsExactly("out_of_memory in shop");
        assertThat(counted.rootCause())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("shop: out of memory in 1 line, such as \"Out of memory Killed process <*> java"));
    }

    @Test
    void lines_that_stand_for_many_keep_their_shares_and_none_is_lost() {
        LogTemplate usual = new LogTemplate(1, "shop", LogLevel.INFO, List.of("order", "<*>"));
        LogTemplate rare = new LogTemplate(2, "shop", LogLevel.ERROR, List.of("gone"));
        TreeMap<Long, LogMinute> minutes = new TreeMap<>(
                Map.of(LogTemplateHistory.minuteOf(NOON), new LogMinute(Map.of(1, 1_000_000, 2, 1, 3, 7))));

        CountedLogs logs = CountedLogs.at(new LogCounts(Map.of(1, usual, 2, rare), minutes), NOON, WINDOW);

        assertThat(logs.lines("shop", NOON))
                .hasSize(CountedLogs.MOST_LINES)
                .filteredOn(line -> line.level() == LogLevel.ERROR)
                .containsExactly(new LogEntry("shop", LogLevel.ERROR, "gone", NOON));
        assertThat(logs.lines("mail", NOON)).isEmpty();
    }

    @Test
    void nothing_stored_says_nothing() {
        assertThat(CountedLogs.at(LogCounts.NONE, NOON, WINDOW)).isSameAs(CountedLogs.NONE);
        assertThat(CountedLogs.NONE.findings()).isEqualTo(LogFindings.NONE);
        assertThat(LogCounts.NONE.services(NOON, NOON)).isEmpty();
    }

    @Test
    void a_service_is_known_by_the_templates_of_its_lines() {
        LogTemplate usual = new LogTemplate(1, "shop", LogLevel.INFO, List.of("order"));
        TreeMap<Long, LogMinute> minutes =
                new TreeMap<>(Map.of(LogTemplateHistory.minuteOf(NOON), new LogMinute(Map.of(1, 3, 9, 4))));
        LogCounts counts = new LogCounts(Map.of(1, usual), minutes);

        assertThat(counts.services(NOON.minusSeconds(60), NOON.plusSeconds(59))).containsExactly("shop");
        assertThat(counts.services(NOON.plusSeconds(60), NOON.plusSeconds(120))).isEmpty();
        assertThat(counts.before(NOON)).isEmpty();
        assertThat(counts.before(NOON.plusSeconds(60))).hasSize(1);
    }
}
