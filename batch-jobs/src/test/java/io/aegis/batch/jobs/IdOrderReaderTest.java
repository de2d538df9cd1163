/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdOrderReaderTest {

    private static final int PAGE = 3;

    private static UUID id(long number) {
        return new UUID(0, number);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 6, 7})
    void every_row_behind_the_start_is_read_once_and_then_the_end_is_told_again_and_again(long rows) throws Exception {
        List<UUID> asked = new ArrayList<>();
        IdOrderReader<UUID> reader = new IdOrderReader<>(
                _ -> id(10),
                (after, limit, _) -> {
                    asked.add(after);
                    return LongStream.rangeClosed(after.getLeastSignificantBits() + 1, 10 + rows)
                            .limit(limit)
                            .mapToObj(IdOrderReaderTest::id)
                            .toList();
                },
                Function.identity(),
                PAGE,
                Ticker.system());
        List<UUID> read = new ArrayList<>();
        for (UUID next = reader.read(); next != null; next = reader.read()) {
            read.add(next);
        }

        assertThat(read)
                .isEqualTo(LongStream.rangeClosed(11, 10 + rows)
                        .mapToObj(IdOrderReaderTest::id)
                        .toList());
        assertThat(reader.read()).isNull();
        assertThat(asked).hasSize((int) rows / PAGE + 1).startsWith(id(10));
    }
}
