/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateMinerTest {

    private final TemplateMiner miner = new TemplateMiner(1_000);

    @Test
    void lines_that_differ_in_a_word_share_a_template_that_keeps_its_number() {
        LogTemplate first = learn("connection from alice refused after 5 ms");
        LogTemplate second = learn("connection from bob refused after 70 ms");
        assertThat(second.text()).isEqualTo("connection from <*> refused after <*> ms");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(learn("connection from carol refused after 1 ms"))
                .isSameAs(miner.templates().getFirst());
        assertThat(miner.templates()).containsExactly(second);
    }

    @Test
    void lines_of_other_services_levels_lengths_and_beginnings_do_not() {
        learn("job done well");
        miner.learn(new LogEntry("b", LogLevel.INFO, "job done well", Instant.EPOCH));
        miner.learn(new LogEntry("a", LogLevel.WARN, "job done well", Instant.EPOCH));
        learn("job done");
        learn("job failed badly");
        learn("job");
        learn("");
        learn("!!!");
        assertThat(miner.templates()).hasSize(8);
        learn("");
        assertThat(miner.templates()).hasSize(8);
    }

    @Test
    void a_line_joins_the_likest_template() {
        LogTemplate one = learn("read file a b c d");
        LogTemplate other = learn("read file x y z w");
        assertThat(learn("read file x y z v").id()).isEqualTo(other.id()).isNotEqualTo(one.id());
    }

    @Test
    void what_was_found_before_is_known_again() {
        LogTemplate before = learn("connection from alice refused");
        var restored = new TemplateMiner(miner.templates(), 1_000);
        assertThat(restored.learn(line("connection from bob refused")).id()).isEqualTo(before.id());
        assertThat(restored.learn(line("something else entirely")).id()).isGreaterThan(before.id());
    }

    @Test
    void there_is_room_for_so_many_only() {
        var ids = new HashSet<Integer>();
        for (int i = 0; i < 500; i++) {
            String word = Integer.toString(i, 36).replaceAll("\\d", "x") + "y".repeat(i);
            ids.add(learn("a b " + word + " " + word + "q " + word + "z " + word + "w")
                    .id());
        }
        assertThat(ids).hasSize(101);
        var small = new TemplateMiner(3);
        for (int i = 0; i < 50; i++) {
            small.learn(new LogEntry("service" + i, LogLevel.INFO, "hello", Instant.EPOCH));
        }
        assertThat(small.templates()).hasSizeLessThanOrEqualTo(6);
        assertThat(new TemplateMiner(small.templates(), 2).templates()).hasSize(2);
        assertThat(small.learn(new LogEntry("yet another", LogLevel.INFO, "hello", Instant.EPOCH))
                        .text())
                .isEqualTo("<*>");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR,anything,true",
        "WARN,java.io.IOException thrown,true",
        "DEBUG,Caused by this,true",
        "INFO,no Exception here,false",
        "WARN,slow,false"
    })
    void trouble_is_told_by_level_and_words(LogLevel level, String message, boolean bad) {
        assertThat(miner.learn(new LogEntry("a", level, message, Instant.EPOCH)).bad())
                .isEqualTo(bad);
    }

    @ParameterizedTest
    @EnumSource
    void every_level_is_found_by_its_name(LogLevel level) {
        assertThat(LogLevel.ofLabel(level.label())).contains(level);
        assertThat(LogLevel.ofLabel(level.label() + "!")).isEmpty();
    }

    @Test
    void the_same_lines_give_the_same_templates() {
        var again = new TemplateMiner(1_000);
        IntStream.range(0, 200)
                .mapToObj(i -> "user " + i % 7 + "x did " + (i % 3 == 0 ? "buy" : "sell"))
                .forEach(message -> {
                    assertThat(again.learn(line(message))).isEqualTo(learn(message));
                });
    }

    private LogTemplate learn(String message) {
        return miner.learn(line(message));
    }

    private static LogEntry line(String message) {
        return new LogEntry("a", LogLevel.INFO, message, Instant.EPOCH);
    }
}
