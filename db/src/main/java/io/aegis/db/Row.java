package io.aegis.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One row of an answer, read column by column in the order of the query. */
public final class Row {

    private final ResultSet columns;
    private int last;

    Row(ResultSet columns) {
        this.columns = columns;
    }

    /** The next column, an id. */
    public UUID id() throws SQLException {
        return columns.getObject(++last, UUID.class);
    }

    /** The next column, an id or NULL. */
    public Optional<UUID> optionalId() throws SQLException {
        return Optional.ofNullable(columns.getObject(++last, UUID.class));
    }

    /** Passes columns over. */
    public void skip(int count) {
        last += count;
    }

    /** The next column, a text. */
    public String text() throws SQLException {
        return columns.getString(++last);
    }

    /** The next column, a text or NULL. */
    public Optional<String> optionalText() throws SQLException {
        return Optional.ofNullable(columns.getString(++last));
    }

    /** The next column, bytes. */
    public byte[] bytes() throws SQLException {
        return columns.getBytes(++last);
    }

    /** The next column, a truth value. */
    public boolean truth() throws SQLException {
        return columns.getBoolean(++last);
    }

    /** The next column, a whole number; NULL, as a sum over no rows gives, is 0. */
    public long number() throws SQLException {
        return columns.getLong(++last);
    }

    /** The next column, a whole number or NULL. */
    public Optional<Long> optionalNumber() throws SQLException {
        long number = columns.getLong(++last);
        return columns.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** The next column, a number. */
    public double decimal() throws SQLException {
        return columns.getDouble(++last);
    }

    /** The next column, a word of a closed vocabulary. */
    public <E extends Enum<E>> E word(Class<E> vocabulary) throws SQLException {
        return Enum.valueOf(vocabulary, text());
    }

    /** The next column, of type SET. */
    public <E extends Enum<E>> Set<E> words(Class<E> vocabulary) throws SQLException {
        Set<E> words = EnumSet.noneOf(vocabulary);
        for (String word : text().split(",", -1)) {
            if (!word.isEmpty()) {
                words.add(Enum.valueOf(vocabulary, word));
            }
        }
        return words;
    }

    /** The next column, constants as the bits of their ordinals. */
    public <E extends Enum<E>> Set<E> bits(Class<E> type) throws SQLException {
        return EnumBits.toSet(type, number());
    }

    /** The next column, a moment. */
    public Instant moment() throws SQLException {
        return columns.getObject(++last, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** The next column, a moment or NULL. */
    public Optional<Instant> optionalMoment() throws SQLException {
        return Optional.ofNullable(columns.getObject(++last, LocalDateTime.class))
                .map(local -> local.toInstant(ZoneOffset.UTC));
    }
}
