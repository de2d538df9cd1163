/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BriefFailuresTest {

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = context.getLogger("com.zaxxer.hikari.pool.ProxyConnection");

    @BeforeEach
    void listen() {
        events.setContext(context);
        events.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(events);
        BriefFailures brief = new BriefFailures();
        brief.start();
        context.addTurboFilter(brief);
    }

    static Stream<Throwable> expected() {
        SQLException lost = new SQLNonTransientConnectionException(
                "(conn=7) Socket error\nand a second line", "08S01", new ConnectException("Connection refused"));
        return Stream.of(
                lost,
                new IllegalStateException("the step failed", new DatabaseUnavailableException("a part failed", lost)),
                new SQLTransientConnectionException("aegis - Connection is not available, request timed out"),
                new SQLException("Lock wait timeout exceeded; try restarting transaction", "HY000", 1205),
                new DatabaseUnavailableException("the database does not answer at present"));
    }

    static Stream<Throwable> unexpected() {
        return Stream.of(
                new IllegalStateException("a defect"),
                new SQLException("Unknown column 'x'", "42S22", 1054),
                new SQLException("Duplicate entry", "23000", 1062),
                new StatementRefusedException("refused", new SQLException("no such table", "42S02", 1146), false));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void what_happens_to_every_database_is_one_line_of_warning(Throwable thrown) {
        logger.error("Encountered an error executing step {} in job {}", "embed", "feedback-embed", thrown);

        assertThat(events.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getLoggerName()).isEqualTo(logger.getName());
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage())
                    .startsWith("Encountered an error executing step embed in job feedback-embed: ")
                    .hasSizeGreaterThan(70)
                    .doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void what_nobody_expects_keeps_its_level_and_its_trace(Throwable thrown) {
        logger.error("it failed", thrown);

        assertThat(events.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getThrowableProxy()).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("expected")
    void at_debug_all_traces_are_there(Throwable thrown) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.DEBUG);

        logger.warn("{} - marked as broken", "aegis", thrown);

        assertThat(events.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getThrowableProxy()).isNotNull());
    }

    @Test
    void what_is_not_to_be_logged_stays_out_and_the_innermost_reason_is_told() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        logger.error("gone", new DatabaseUnavailableException("away"));
        assertThat(events.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.ERROR));

        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        logger.warn(
                "gone", new DatabaseUnavailableException("away", new SQLTransientConnectionException("pool is empty")));
        assertThat(events.list.getLast().getFormattedMessage()).isEqualTo("gone: pool is empty");
    }
}
