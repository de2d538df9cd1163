/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Log filter that says in one line of WARN, without a stack trace, what libraries say with a stack trace when the database is
 * away, busy or in a deadlock: that happens, it is told as a problem elsewhere, and a hundred lines for each connection bury
 * what nobody expected. Whoever logs at DEBUG gets the traces; all other failures keep theirs. Named in {@code logback.xml}.
 * Thread-safe.
 */
public final class BriefFailures extends TurboFilter {

    /** Whose level AEGIS_LOG_LEVEL sets. */
    private static final String PRODUCT = "io.aegis";

    private static final int DEEPEST = 32;
    private static final int LONGEST_REASON = 200;

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !logger.isWarnEnabled()
                || logger.isDebugEnabled()
                || logger.getLoggerContext().getLogger(PRODUCT).isDebugEnabled()) {
            return FilterReply.NEUTRAL;
        }
        Optional<Throwable> failure = Optional.ofNullable(thrown).or(() -> lastOf(parameters));
        if (failure.filter(BriefFailures::isExpected).isEmpty()) {
            return FilterReply.NEUTRAL;
        }
        // Without a throwable it comes through here unchanged.
        logger.warn(
                "{}: {}",
                MessageFormatter.arrayFormat(format, withoutThrowable(parameters))
                        .getMessage(),
                reason(failure.get()));
        return FilterReply.DENY;
    }

    /** As SLF4J takes a throwable behind the values of a message. */
    private static Optional<Throwable> lastOf(@Nullable Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable last
                ? Optional.of(last)
                : Optional.empty();
    }

    private static @Nullable Object @Nullable [] withoutThrowable(@Nullable Object @Nullable [] parameters) {
        return parameters != null && lastOf(parameters).isPresent()
                ? Arrays.copyOf(parameters, parameters.length - 1)
                : parameters;
    }

    /** A statement that the database refuses for good is a defect, and so is what is no error of the database at all. */
    private static boolean isExpected(Throwable thrown) {
        return Failure.cause(thrown)
                .map(said -> switch (Failure.of(said)) {
                    case TRANSIENT, CONNECTION, DEADLINE -> true;
                    case DUPLICATE, PERMANENT -> false;
                })
                .orElseGet(() -> causes(thrown).stream()
                        .anyMatch(cause -> cause instanceof DatabaseUnavailableException
                                && !(cause instanceof StatementRefusedException)));
    }

    /** The first line of what the innermost cause says. */
    private static String reason(Throwable thrown) {
        Throwable innermost = causes(thrown).getLast();
        String line = Optional.ofNullable(innermost.getMessage()).stream()
                .flatMap(String::lines)
                .findFirst()
                .orElse(innermost.getClass().getSimpleName());
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.<@Nullable Throwable>iterate(
                        thrown, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
