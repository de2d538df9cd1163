/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.common.mapper.Mapper;
import io.helidon.common.mapper.spi.MapperProvider;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * Makes the product's types of a column's value, so that {@code row.column("created_at").get(Instant.class)} works: instants of
 * DATETIMEs, which the driver is told to take for UTC, constants of their names, whole numbers, truth values and floating-point numbers of any number. Stateless.
 */
final class ColumnMappers implements MapperProvider {

    @Override
    public ProviderResponse mapper(Class<?> source, Class<?> target, String qualifier) {
        if (source == Timestamp.class && target == Instant.class) {
            return supported((Timestamp value) -> value.toInstant());
        }
        if (source == String.class && target.isEnum()) {
            return supported((String value) -> constant(target, value));
        }
        return Number.class.isAssignableFrom(source) ? ofNumber(target) : ProviderResponse.unsupported();
    }

    private static ProviderResponse ofNumber(Class<?> target) {
        if (target == Long.class) {
            return supported((Number value) -> value.longValue());
        }
        if (target == Integer.class) {
            return supported((Number value) -> Math.toIntExact(value.longValue()));
        }
        if (target == Double.class) {
            return supported((Number value) -> value.doubleValue());
        }
        if (target == Boolean.class) {
            return supported((Number value) -> value.longValue() != 0);
        }
        return ProviderResponse.unsupported();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Class<?> type, String name) {
        return Enum.valueOf((Class) type, name);
    }

    private static <S, T> ProviderResponse supported(Mapper<S, T> mapper) {
        return new ProviderResponse(Support.SUPPORTED, mapper);
    }
}
