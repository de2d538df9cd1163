/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.mapper.Mapper;
import io.helidon.common.mapper.spi.MapperProvider.ProviderResponse;
import io.helidon.common.mapper.spi.MapperProvider.Support;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnMappersTest {

    private final ColumnMappers mappers = new ColumnMappers();

    static Number[] sevens() {
        return new Number[] {(byte) 7, (short) 7, 7, 7L, 7f, 7d, BigInteger.valueOf(7), new BigDecimal("7.4")};
    }

    @SuppressWarnings("unchecked")
    private <T> T map(Object value, Class<T> type) {
        ProviderResponse response = mappers.mapper(value.getClass(), type, "dbclient");
        assertThat(response.support()).isEqualTo(Support.SUPPORTED);
        return ((Mapper<Object, T>) response.mapper()).map(value);
    }

    @ParameterizedTest
    @MethodSource("sevens")
    void any_number_is_a_whole_number_and_a_truth_value(Number seven) {
        assertThat(map(seven, Long.class)).isEqualTo(7);
        assertThat(map(seven, Integer.class)).isEqualTo(7);
        assertThat(map(seven, Boolean.class)).isTrue();
        assertThat(map(seven, Double.class)).isBetween(7d, 7.4);
    }

    @Test
    void a_number_that_no_int_holds_is_no_int() {
        assertThatThrownBy(() -> map(1L << 40, Integer.class)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_timestamp_is_its_moment() {
        Instant moment = Instant.parse("2026-11-20T10:00:00.123456Z");
        assertThat(map(Timestamp.from(moment), Instant.class)).isEqualTo(moment);
    }

    @Test
    void a_text_is_the_constant_of_that_name() {
        assertThat(map("MONDAY", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThatThrownBy(() -> map("Someday", DayOfWeek.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_has_no_such_meaning_is_refused() {
        assertThat(mappers.mapper(Long.class, Instant.class, "dbclient").support())
                .isEqualTo(Support.UNSUPPORTED);
    }
}
