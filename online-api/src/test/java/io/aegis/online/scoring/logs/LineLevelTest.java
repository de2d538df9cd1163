/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as collectors send them. */
class LineLevelTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '2026-11-28T12:00:00Z ERROR [main] boom'             , ERROR
            'ts=1 level=warn msg="x"'                            , WARN
            '{"level":"error","msg":"x"}'                        , ERROR
            '{"severity":"INFO","msg":"an error"}'               , INFO
            'there was an error in the cart'                     , INFO
            '[crit] 12#0: worker exited'                         , ERROR
            'FATAL: role does not exist'                         , ERROR
            'DEBUG x'                                            , DEBUG
            'GET / 200'                                          , INFO
            ''                                                   , INFO
            """)
    void the_first_word_that_names_a_level_does(String line, LogLevel level) {
        assertThat(LineLevel.of(line == null ? "" : line)).isEqualTo(level);
    }

    @Test
    void names_are_known_in_any_case() {
        assertThat(LineLevel.named(" Warning ")).contains(LogLevel.WARN);
        assertThat(LineLevel.named("x".repeat(1_000))).isEmpty();
        assertThat(LineLevel.named("")).isEmpty();
    }

    @Test
    void what_is_taken_is_learned_counted_and_recent() {
        LogTemplateHistory book = new LogTemplateHistory();
        RecentLogs recent = new RecentLogs();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LogIntake intake = new LogIntake(() -> book, recent, registry);

        intake.take(LogIntake.Protocol.OTLP, List.of(new LogEntry("cart", LogLevel.ERROR, "db gone", NOW)), 3);
        intake.take(LogIntake.Protocol.LOKI, List.of(), 0);

        assertThat(book.templates(Set.of("cart"))).hasSize(1);
        assertThat(recent.of(Set.of("cart"), NOW.minusSeconds(1), NOW.plusSeconds(1)))
                .hasSize(1);
        assertThat(recent.of(Set.of("mail"), NOW.minusSeconds(1), NOW.plusSeconds(1)))
                .isEmpty();
        assertThat(recent.of(Set.of("cart"), NOW.plusSeconds(1), NOW.plusSeconds(2)))
                .isEmpty();
        assertThat(registry.get("aegis.log.lines.received")
                        .tag("protocol", "otlp")
                        .tag("fate", "rejected")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void only_the_newest_lines_are_kept_and_of_them_the_beginning() {
        RecentLogs recent = new RecentLogs();
        List<LogEntry> many = new ArrayList<>();
        for (int i = 0; i < RecentLogs.MOST_LINES + 5; i++) {
            many.add(new LogEntry("s", LogLevel.INFO, i + " " + "x".repeat(1_000), NOW));
        }
        recent.add(many);

        List<LogEntry> kept = recent.of(Set.of("s"), NOW, NOW.plusSeconds(1));

        assertThat(kept).hasSize(RecentLogs.MOST_LINES);
        assertThat(kept.getFirst().message()).startsWith("5 ").hasSize(500);
    }

    @Test
    void a_message_is_cut_to_unicode() {
        String cut = LogIntake.shortened("x".repeat(3_999) + "\uD83D\uDE00");

        assertThat(cut).hasSize(4_000).endsWith("x?");
        assertThat(LogIntake.shortened("a\uD83D\uDE00")).isEqualTo("a\uD83D\uDE00");
    }
}
