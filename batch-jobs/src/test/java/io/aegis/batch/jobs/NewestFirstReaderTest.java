/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.IdRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in memory, by their ids: true while one waits. */
class NewestFirstReaderTest {

    private static final int PAGE = 3;

    /** In the order of the database, which knows no signs. */
    private final TreeMap<UUID, Boolean> rows = new TreeMap<>(Comparator.comparing(UUID::toString));

    private final List<Integer> looked = new ArrayList<>();
    private long nanos;

    private static UUID id(int number) {
        return new UUID((1_700_000_000_000L + number) << 16 | 0x7000, Long.MIN_VALUE | 7);
    }

    private void add(int from, int to, boolean waits) {
        IntStream.range(from, to).forEach(number -> rows.put(id(number), waits));
    }

    private SortedMap<UUID, Boolean> inside(IdRange range) {
        return rows.subMap(range.after(), false, range.before(), false);
    }

    private List<UUID> newest(IdRange range, int limit, Deadline deadline) {
        looked.add(inside(range).size());
        List<UUID> waiting = inside(range).entrySet().stream()
                .filter(row -> row.getValue())
                .map(row -> row.getKey())
                .toList();
        return waiting.subList(Math.max(0, waiting.size() - limit), waiting.size());
    }

    private Optional<UUID> below(IdRange range, int count, Deadline deadline) {
        List<UUID> all = List.copyOf(inside(range).keySet());
        return all.size() > count ? Optional.of(all.get(all.size() - 1 - count)) : Optional.empty();
    }

    private NewestFirstReader<UUID> reader(UUID after, Duration backlog) {
        Ticker ticker = () -> nanos;
        return new NewestFirstReader<>(
                this::newest, this::below, after, Function.identity(), PAGE, ticker, Deadline.after(ticker, backlog));
    }

    /** Reads up to so many, and has them dealt with. */
    private List<UUID> read(NewestFirstReader<UUID> reader, int count) throws Exception {
        List<UUID> read = new ArrayList<>();
        for (UUID next = reader.read(); next != null; next = read.size() < count ? reader.read() : null) {
            read.add(next);
        }
        read.forEach(row -> rows.put(row, false));
        return read;
    }

    private static UUID[] ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(NewestFirstReaderTest::id).toArray(UUID[]::new);
    }

    @Test
    void the_newest_page_comes_first_and_within_it_the_oldest_row() throws Exception {
        add(0, 8, true);

        NewestFirstReader<UUID> reader = reader(IdRange.FIRST, Duration.ofHours(1));

        assertThat(read(reader, 100)).containsExactly(ids(5, 6, 7, 2, 3, 4, 0, 1));
        assertThat(reader.read()).isNull();
        assertThat(reader.isDone()).isTrue();
        assertThat(reader.newestAtFirst()).contains(id(7));
    }

    @Test
    void what_comes_while_a_backlog_is_worked_off_waits_for_a_page_and_no_longer() throws Exception {
        add(0, 100, true);
        NewestFirstReader<UUID> reader = reader(IdRange.FIRST, Duration.ofHours(1));

        assertThat(read(reader, PAGE)).containsExactly(ids(97, 98, 99));
        add(100, 108, true);
        assertThat(read(reader, 2 * PAGE)).containsExactly(ids(105, 106, 107, 102, 103, 104));
        add(200, 201, true);
        assertThat(read(reader, 1 + PAGE)).containsExactly(ids(200, 100, 101, 94));
        assertThat(read(reader, 1000)).hasSize(96).doesNotHaveDuplicates();
        assertThat(rows.values()).doesNotContain(true);
        assertThat(reader.isDone()).isTrue();
    }

    @Test
    void the_rest_of_a_backlog_is_left_when_its_time_is_over_but_new_rows_are_not() throws Exception {
        add(0, 100, true);
        NewestFirstReader<UUID> reader = reader(IdRange.FIRST, Duration.ofSeconds(1));
        read(reader, PAGE);
        nanos += Duration.ofSeconds(2).toNanos();
        add(100, 102, true);

        assertThat(read(reader, 1000)).containsExactly(ids(100, 101));
        assertThat(reader.isDone()).isFalse();
    }

    @Test
    void nothing_before_the_mark_is_looked_at() throws Exception {
        add(0, 10, true);

        assertThat(read(reader(id(7), Duration.ofHours(1)), 100)).containsExactly(ids(8, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19_999, 20_000, 20_001, 65_000})
    void no_query_looks_at_more_than_a_part_and_all_that_waits_is_found(int done) throws Exception {
        add(0, 5, true);
        add(5, 5 + done, false);
        add(5 + done, 7 + done, true);
        NewestFirstReader<UUID> reader = reader(IdRange.FIRST, Duration.ofHours(1));

        List<UUID> read = read(reader, 100);

        assertThat(read).hasSize(7).doesNotHaveDuplicates();
        assertThat(read.subList(0, PAGE)).contains(ids(5 + done, 6 + done));
        assertThat(rows.values()).doesNotContain(true);
        assertThat(looked).allMatch(count -> count <= NewestFirstReader.PART);
    }

    @Test
    void what_is_dealt_with_already_is_looked_through_once_and_not_for_each_page() throws Exception {
        add(0, 30, true);
        add(30, 60_000, false);

        assertThat(read(reader(IdRange.FIRST, Duration.ofHours(1)), 100)).hasSize(30);
        assertThat(looked.stream().mapToInt(Integer::intValue).sum()).isLessThan(61_000);
    }
}
