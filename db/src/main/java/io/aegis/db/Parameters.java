package io.aegis.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The values of one statement, added in the order of its question marks. Instants are stored in UTC, to the microsecond. */
public final class Parameters {

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Adds an id. */
    public Parameters add(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    /** Adds a text. */
    public Parameters add(String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    /** Adds bytes. */
    public Parameters add(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    /** Adds a truth value. */
    public Parameters add(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    /** Adds a whole number. */
    public Parameters add(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    /** Adds a number. */
    public Parameters add(double value) throws SQLException {
        statement.setDouble(++last, value);
        return this;
    }

    /** Adds a word of a closed vocabulary. */
    public Parameters add(Enum<?> value) throws SQLException {
        return add(value.name());
    }

    /** Adds several words of a closed vocabulary, for a column of type SET. */
    public <E extends Enum<E>> Parameters addSet(Set<E> values) throws SQLException {
        return add(values.stream().map(Enum::name).collect(Collectors.joining(",")));
    }

    /** Adds several constants as the bits of their ordinals. */
    public <E extends Enum<E>> Parameters addBits(Set<E> values) throws SQLException {
        return add(EnumBits.of(values));
    }

    /** Adds a moment. */
    public Parameters add(Instant value) throws SQLException {
        statement.setObject(++last, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        return this;
    }

    /** Adds a day. */
    public Parameters add(LocalDate value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    /** Adds a text, or NULL. */
    public Parameters addText(Optional<String> value) throws SQLException {
        return value.isPresent() ? add(value.get()) : addNull();
    }

    /** Adds an id, or NULL. */
    public Parameters addId(Optional<UUID> value) throws SQLException {
        return value.isPresent() ? add(value.get()) : addNull();
    }

    /** Adds a moment, or NULL. */
    public Parameters addMoment(Optional<Instant> value) throws SQLException {
        return value.isPresent() ? add(value.get()) : addNull();
    }

    /** Adds NULL. */
    public Parameters addNull() throws SQLException {
        statement.setNull(++last, Types.NULL);
        return this;
    }
}
