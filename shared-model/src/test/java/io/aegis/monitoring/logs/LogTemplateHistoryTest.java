/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogTemplateHistoryTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static LogEntry line(String message, int second) {
        return new LogEntry("shop", LogLevel.INFO, message, NOON.plusSeconds(second));
    }

    @Test
    void lines_are_counted_by_template_and_minute_for_the_store() {
        LogTemplateHistory book = new LogTemplateHistory();
        book.learn(List.of(line("sold 3 apples", 1), line("sold 4 apples", 2), line("closing", 61)), true);

        LogChanges changes = book.drain();

        assertThat(changes.templates()).hasSize(2);
        String sold = changes.templates().stream()
                .filter(kept -> kept.template().text().equals("sold <*> apples"))
                .findFirst()
                .orElseThrow()
                .key();
        assertThat(changes.minutes()).hasSize(2);
        assertThat(changes.minutes().getFirst()).isEqualTo(new LogChanges.Minute(NOON, 2, Map.of(sold, 2)));
        assertThat(book.drain().isEmpty()).isTrue();
    }

    @Test
    void a_line_that_is_sent_again_is_not_counted_again_but_equal_ones_together_are() {
        LogTemplateHistory book = new LogTemplateHistory();
        List<LogEntry> twice = List.of(line("tick", 5), line("tick", 5));
        book.learn(twice, true);
        book.learn(twice, true);
        book.learn(List.of(line("tick", 6)), true);

        assertThat(book.drain().minutes().getFirst().lines()).isEqualTo(3);
    }

    @Test
    void only_the_past_is_compared_with_and_late_lines_belong_to_it() {
        LogTemplateHistory book = new LogTemplateHistory();
        book.learn(List.of(line("one", 0), line("two", 60)), true);

        assertThat(book.before(NOON)).isEmpty();
        assertThat(book.before(NOON.plusSeconds(60)).map(LogHistory::size)).contains(1);
        LogHistory given = book.before(NOON.plusSeconds(120)).orElseThrow();
        assertThat(book.before(NOON.plusSeconds(150)).orElseThrow()).isSameAs(given);
        book.learn(List.of(line("late", -60)), true);
        assertThat(book.before(NOON.plusSeconds(120)).map(LogHistory::size)).contains(3);
    }

    @Test
    void a_book_goes_on_where_the_store_left_it() {
        LogTemplateHistory first = new LogTemplateHistory();
        first.learn(List.of(line("sold 3 apples", 0), line("closing the shop", 0)), true);
        LogChanges stored = first.drain();
        LogTemplateHistory second = new LogTemplateHistory(stored);

        List<LogTemplate> again = second.learn(List.of(line("sold 9 apples", 60)), true);

        assertThat(second.templates(Set.of("shop"))).hasSize(2);
        assertThat(second.templates(Set.of("other"))).isEmpty();
        assertThat(again.getFirst().text()).isEqualTo("sold <*> apples");
        assertThat(second.before(NOON.plusSeconds(60)).map(LogHistory::size)).contains(1);
        LogChanges changes = second.drain();
        assertThat(changes.templates()).isEmpty();
        assertThat(changes.minutes().getFirst().counts())
                .containsOnlyKeys(stored.templates().stream()
                        .filter(kept -> kept.template().text().startsWith("sold"))
                        .map(LogChanges.Kept::key)
                        .toList());
    }

    @Test
    void a_template_that_becomes_more_general_is_told_under_the_key_it_began_with() {
        LogTemplateHistory book = new LogTemplateHistory();
        book.learn(List.of(line("alice bought one of our best red apples", 0)), true);
        String key = book.drain().templates().getFirst().key();
        book.learn(List.of(line("alice bought two of our best red apples", 0)), true);

        assertThat(book.drain().templates()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(key);
            assertThat(kept.template().text()).isEqualTo("alice bought <*> of our best red apples");
        });
    }

    @Test
    void minutes_and_templates_are_bounded_and_uncounted_lines_still_make_a_total() {
        LogTemplateHistory book = new LogTemplateHistory();
        List<LogEntry> many = new ArrayList<>();
        for (int i = 0; i < LogTemplateHistory.MOST_MINUTES + 10; i++) {
            many.add(line("tick", 60 * i));
        }
        book.learn(many, true);
        assertThat(book.before(NOON.plusSeconds(60L * many.size())).map(LogHistory::size))
                .contains(LogTemplateHistory.MOST_MINUTES);

        List<LogEntry> different = new ArrayList<>();
        for (int i = 0; i < 3 * LogTemplateHistory.MOST_TEMPLATES; i++) {
            different.add(new LogEntry("s" + i, LogLevel.INFO, "hello there", NOON.plusSeconds(90_000)));
        }
        book.drain();
        book.learn(different, true);
        LogChanges changes = book.drain();
        assertThat(changes.templates().size()).isLessThanOrEqualTo(2 * LogTemplateHistory.MOST_TEMPLATES);
        assertThat(changes.minutes().getFirst().lines()).isEqualTo(different.size());
    }

    @Test
    void lines_may_be_looked_at_without_being_counted() {
        LogTemplateHistory book = new LogTemplateHistory();
        book.learn(List.of(line("tick", 0)), false);

        assertThat(book.before(NOON.plusSeconds(60))).isEmpty();
        assertThat(book.drain().minutes()).isEmpty();
    }
}
