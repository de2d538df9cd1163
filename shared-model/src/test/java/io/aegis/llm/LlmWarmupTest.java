/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Ticker;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LlmWarmupTest {

    @Test
    void it_takes_some_time_and_leaves_no_thread_behind() {
        assertThat(LlmWarmup.run(Ticker.system())).isPositive();
        Lanes.eventually(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("HTTP-Dispatcher")));
    }

    @Test
    void both_forms_of_the_request_are_answered() throws IOException {
        assertThat(LlmWarmup.warm()).hasSize(2).hasOnlyElementsOfType(LlmReply.Answer.class);
    }
}
