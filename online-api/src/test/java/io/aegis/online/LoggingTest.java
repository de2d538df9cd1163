/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.aegis.online.http.Response;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.security.Access;
import io.aegis.settings.LogThreshold;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LoggingTest {

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @AfterEach
    void forget() {
        Logging.level(LogThreshold.INFO);
        SLF4JBridgeHandler.uninstall();
        logger("io.aegis.online.access").detachAppender(events);
        logger("some.library").detachAppender(events);
    }

    @Test
    void what_libraries_log_otherwise_comes_the_same_way() {
        listenTo("some.library");

        Logging.begin();
        java.util.logging.Logger.getLogger("some.library").warning("careful");

        assertThat(events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("careful");
    }

    @Test
    void the_level_is_as_it_is_set() {
        Logging.level(LogThreshold.ERROR);
        assertThat(logger("io.aegis.any").isWarnEnabled()).isFalse();

        Logging.level(LogThreshold.DEBUG);
        assertThat(logger("io.aegis.any").isDebugEnabled()).isTrue();
    }

    @Test
    void a_request_leaves_a_line_with_its_id_and_nothing_that_its_sender_wrote() {
        Logging.level(LogThreshold.DEBUG);
        listenTo("io.aegis.online.access");
        try (RunningApi api =
                RunningApi.with(table -> table.post("/text/{id}", Access.open(), exchange -> Response.empty(204)))) {
            api.send(api.request("/text/s3cret?q=s3cret")
                    .header("X-Request-Id", "the-id")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("s3cret")));
        }

        List<ILoggingEvent> lines = List.copyOf(events.list);
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "the-id");
            assertThat(line.getKeyValuePairs().toString())
                    .contains("method=\"POST\"", "route=\"/text/{id}\"", "status=\"204\"", "ms=")
                    .doesNotContain("s3cret");
        });
    }

    private void listenTo(String name) {
        events.start();
        logger(name).addAppender(events);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
